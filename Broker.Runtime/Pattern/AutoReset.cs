namespace Broker.Runtime.Pattern;

/// <summary>The count begins anew when the child has lived for so long.</summary>
internal sealed record AutoReset(TimeSpan ResetBackoff) : IBackoffReset;

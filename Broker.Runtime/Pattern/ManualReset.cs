namespace Broker.Runtime.Pattern;

/// <summary>The count begins anew when the child sends <see cref="BackoffSupervisor.Reset"/> to its parent.</summary>
internal sealed record ManualReset : IBackoffReset;

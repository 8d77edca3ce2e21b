namespace Broker.Runtime.Remote.Tls;

/// <summary>What became of certificate files that changed.</summary>
/// <param name="InUse">The certificate that is used from now on.</param>
/// <param name="Fault">Why the files could not be used; null when they are.</param>
internal sealed record TlsReload(string InUse, string? Fault);

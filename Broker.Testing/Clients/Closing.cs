namespace Broker.Testing.Clients;

/// <summary>How a connection ended.</summary>
/// <param name="Code">The close code of RFC 6455 section 7.4, or null when the connection broke without one.</param>
/// <param name="Reason">What the other side said, or why the connection broke.</param>
public sealed record Closing(int? Code, string Reason);

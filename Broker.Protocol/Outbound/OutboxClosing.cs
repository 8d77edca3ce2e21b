using Broker.Protocol.Errors;

namespace Broker.Protocol.Outbound;

/// <summary>Why an outbox takes no more frames, and what the writer says in the close frame.</summary>
public sealed record OutboxClosing(CloseCode Code, string Reason);

using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Clients;

/// <summary>A protocol on a connection that has agreed to compression: the same, but that publications are sent compressed.</summary>
public sealed class DeflatedProtocol(IClientProtocol inner) : IClientProtocol
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public DeliveryFormat Format { get; } = DeflatedFormat.Of(inner.Format);

    /// <inheritdoc/>
    public void Open(IClientCommands commands) => inner.Open(commands);

    /// <inheritdoc/>
    public void Receive(MessageKind kind, ReadOnlyMemory<byte> message, IClientCommands commands) => inner.Receive(kind, message, commands);

    /// <inheritdoc/>
    public void Subscribed(in SubscribeOutcome outcome, IClientCommands commands) => inner.Subscribed(outcome, commands);

    /// <inheritdoc/>
    public void Published(in PublishOutcome outcome, IClientCommands commands) => inner.Published(outcome, commands);

    /// <inheritdoc/>
    public void Authenticated(in AuthenticateOutcome outcome, IClientCommands commands) => inner.Authenticated(outcome, commands);

    /// <inheritdoc/>
    public void HistoryRead(in HistoryOutcome outcome, IClientCommands commands) => inner.HistoryRead(outcome, commands);

    /// <inheritdoc/>
    public void StreamReset(TopicName topic, Epoch epoch, IClientCommands commands) => inner.StreamReset(topic, epoch, commands);

    /// <inheritdoc/>
    public void FilterReset(TopicFilter filter, IClientCommands commands) => inner.FilterReset(filter, commands);
}

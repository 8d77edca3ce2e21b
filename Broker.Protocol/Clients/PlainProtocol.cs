using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Clients;

/// <summary>A client of <c>/websocket</c> or <c>/websocket/{key}</c> without subprotocol: frames are payloads, nothing is answered.</summary>
/// <remarks>
/// Since nothing can be answered, a client that would have to be told something is closed with the code that says it. It subscribes once,
/// when it opens, to everyone, to its key's topic and inbox, and to the topics it asked for.
/// </remarks>
public sealed class PlainProtocol : IClientProtocol
{
    private readonly ClientKey? _key;
    private readonly TopicName _ownTopic;
    private readonly IReadOnlyList<TopicName> _topics;
    private readonly IReadOnlyList<TopicFilter> _filters;
    private readonly int _implicit;

    /// <summary>A client with a key or without, and the topics and filters it asked for beside its own.</summary>
    public PlainProtocol(ClientKey? key, IReadOnlyList<TopicName> topics, IReadOnlyList<TopicFilter>? filters = null)
    {
        _key = key;
        _ownTopic = key is null ? TopicName.Everyone : TopicName.Of(key);
        _topics = topics;
        _filters = filters ?? [];
        _implicit = key is null ? 1 : 3;
    }

    /// <inheritdoc/>
    public string Name => "plain";

    /// <inheritdoc/>
    public DeliveryFormat Format => PlainFormat.Instance;

    /// <inheritdoc/>
    public void Open(IClientCommands commands)
    {
        var asked = new HashSet<TopicName> { TopicName.Everyone };
        commands.Subscribe(TopicName.Everyone, 0);
        if (_key is not null)
        {
            Subscribe(_ownTopic);
            Subscribe(TopicName.Inbox(_key));
        }

        foreach (var topic in _topics)
        {
            Subscribe(topic);
        }

        var tag = asked.Count;
        foreach (var filter in _filters.Distinct())
        {
            commands.Subscribe(filter, tag++);
        }

        void Subscribe(TopicName topic)
        {
            if (asked.Add(topic))
            {
                commands.Subscribe(topic, asked.Count - 1);
            }
        }
    }

    /// <inheritdoc/>
    public void Receive(MessageKind kind, ReadOnlyMemory<byte> message, IClientCommands commands)
    {
        var payload = kind == MessageKind.Text ? Payload.OfText(message) : Payload.OfBinary(message);
        ClientKey? receiver = null;
        var addressing = _key is null ? Addressing.Topic : AddressedFrame.Recognise(payload, out receiver);
        switch (addressing)
        {
            case Addressing.Key:
                commands.Publish(TopicName.Inbox(receiver!), payload, 0, isAwaited: false);
                break;
            case Addressing.Everyone:
                commands.Publish(TopicName.Everyone, payload, 0, isAwaited: false);
                break;
            case Addressing.Topic:
                commands.Publish(_ownTopic, payload, 0, isAwaited: false);
                break;
            default:
                commands.Close(CloseCode.BadRequest, "reception is not a key");
                break;
        }
    }

    /// <inheritdoc/>
    public void Subscribed(in SubscribeOutcome outcome, IClientCommands commands)
    {
        // What it did not ask for itself and may not hear is left out: its own topic, and everyone.
        if (outcome.Tag >= _implicit || outcome.Error != ErrorCode.PermissionDenied)
        {
            CloseOn(outcome.Error, commands);
        }
    }

    /// <inheritdoc/>
    public void Published(in PublishOutcome outcome, IClientCommands commands) => CloseOn(outcome.Error, commands);

    /// <inheritdoc/>
    public void StreamReset(TopicName topic, Epoch epoch, IClientCommands commands) =>
        commands.Close(CloseCode.ServiceRestart, "a stream can't be continued here, come back");

    /// <inheritdoc/>
    public void FilterReset(TopicFilter filter, IClientCommands commands) =>
        commands.Close(CloseCode.ServiceRestart, "some streams can't be continued here, come back");

    private static void CloseOn(ErrorCode? error, IClientCommands commands)
    {
        if (error is not null)
        {
            commands.Close(CloseCode.For(error), error.Message);
        }
    }
}

using Broker.Protocol.Errors;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Access;

/// <summary>The gate of one client: every way in asks it before anything is done with a topic, and does what it says.</summary>
/// <remarks>Pure. Only the client's own connection or request calls it.</remarks>
public sealed class ClientGate
{
    private readonly AccessRules _rules;
    private TopicName? _mayPublishTo;
    private int _maxBytes;

    /// <summary>The gate of a client that is, or is not yet, known.</summary>
    /// <param name="rules">What is allowed on this node.</param>
    /// <param name="identity">Who the client is.</param>
    /// <param name="key">The key under which it connected, if any; the rules have been asked whether it may.</param>
    public ClientGate(AccessRules rules, Identity identity, ClientKey? key = null)
    {
        _rules = rules;
        Identity = identity;
        Key = key;
    }

    /// <summary>Who the client is.</summary>
    public Identity Identity { get; private set; }

    /// <summary>The key under which it connected.</summary>
    public ClientKey? Key { get; }

    /// <summary>Whether the client has to say who it is before it may do anything.</summary>
    public bool MustAuthenticate => !Identity.IsAuthenticated && !_rules.LetsAnonymousIn;

    /// <summary>Whether clients are asked who they are at all.</summary>
    public bool AsksForIdentity => _rules.IsAuthenticationOn;

    /// <summary>The client has said who it is, again or for the first time.</summary>
    /// <returns>False, with nothing changed, when it is another user than before, or one to whom its key does not belong.</returns>
    public bool TryIdentify(Identity identity)
    {
        if ((Identity.IsAuthenticated && Identity.Subject != identity.Subject) || (Key is not null && !_rules.MayUse(identity, Key)))
        {
            return false;
        }

        Identity = identity;
        _mayPublishTo = null;
        return true;
    }

    /// <summary>Why the client may not subscribe to a topic; null when it may.</summary>
    public ErrorCode? Subscribe(TopicName topic) => Check(TopicAction.Subscribe, topic);

    /// <summary>Why the client may not subscribe to a filter; null when it may.</summary>
    public ErrorCode? Subscribe(TopicPattern filter) =>
        MustAuthenticate ? ErrorCode.Unauthorized
        : _rules.MayFilter(Identity, filter) ? null
        : ErrorCode.PermissionDenied;

    /// <summary>Why the client may not read a topic's history; null when it may.</summary>
    public ErrorCode? History(TopicName topic) => Check(TopicAction.History, topic);

    /// <summary>Why the client may not see who is on a topic; null when it may.</summary>
    public ErrorCode? Presence(TopicName topic) => Check(TopicAction.Presence, topic);

    /// <summary>Why the client may not publish so much to a topic; null when it may.</summary>
    public ErrorCode? Publish(TopicName topic, int bytes)
    {
        // Most clients publish to one topic; the rules are asked once for it.
        if (!topic.Equals(_mayPublishTo))
        {
            if (Check(TopicAction.Publish, topic) is { } error)
            {
                return error;
            }

            _mayPublishTo = topic;
            _maxBytes = _rules.Namespaces.Of(topic).MaxMessageBytes;
        }

        return bytes > _maxBytes ? ErrorCode.TooLarge : null;
    }

    /// <summary>What is published for the client: what it sent, with the sender that it is where a message between clients names one.</summary>
    public Payload Sign(TopicName topic, in Payload payload) =>
        _rules.IsAuthenticationOn && topic.IsReserved ? SenderStamp.Put(payload, Key?.Value ?? Identity.Subject) : payload;

    private ErrorCode? Check(TopicAction action, TopicName topic) =>
        MustAuthenticate ? ErrorCode.Unauthorized : _rules.May(Identity, action, topic) ? null : ErrorCode.PermissionDenied;
}

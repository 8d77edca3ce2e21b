using Broker.Protocol.Errors;
using Broker.Protocol.Limits;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Access;

/// <summary>The gate of one client: every way in asks it before anything is done with a topic, and does what it says.</summary>
/// <remarks>
/// What may be, by the <see cref="AccessRules"/>, and how much of it, by the <see cref="ClientLimits"/>. Pure; times are milliseconds of a steady clock. Only the
/// client's own connection or request calls it.
/// </remarks>
public sealed class ClientGate
{
    private readonly AccessRules _rules;
    private readonly ClientLimits? _limits;
    private TopicName? _mayPublishTo;
    private int _maxBytes;

    /// <summary>The gate of a client that is, or is not yet, known.</summary>
    /// <param name="rules">What is allowed on this node.</param>
    /// <param name="identity">Who the client is.</param>
    /// <param name="key">The key under which it connected, if any; the rules have been asked whether it may.</param>
    /// <param name="limits">How much it may; null for anything.</param>
    public ClientGate(AccessRules rules, Identity identity, ClientKey? key = null, ClientLimits? limits = null)
    {
        _rules = rules;
        _limits = limits;
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

    /// <summary>The connection is made; why it may not be.</summary>
    public ErrorCode? Connect(long now) => _limits?.Connect(Identity, now);

    /// <summary>The connection has ended.</summary>
    public void Disconnect() => _limits?.Disconnect();

    /// <summary>The client has said who it is, again or for the first time; why it is not accepted, with nothing changed.</summary>
    /// <remarks>It can't become another user, nor one to whom its key does not belong.</remarks>
    public ErrorCode? Identify(Identity identity, long now)
    {
        if ((Identity.IsAuthenticated && Identity.Subject != identity.Subject) || (Key is not null && !_rules.MayUse(identity, Key)))
        {
            return ErrorCode.PermissionDenied;
        }

        if (_limits?.Connect(identity, now) is { } error)
        {
            return error;
        }

        Identity = identity;
        _mayPublishTo = null;
        return null;
    }

    /// <summary>Why the client may not subscribe to a topic; null when it may.</summary>
    public ErrorCode? Subscribe(TopicName topic) => Check(TopicAction.Subscribe, topic);

    /// <summary>Counts a subscription that begins, and says why it may not; what is counted must be given back by <see cref="Leave"/>.</summary>
    public ErrorCode? Join(TopicName topic, long now) => Subscribe(topic) ?? _limits?.Name(topic, now) ?? _limits?.Subscribe();

    /// <summary>The same for a filter.</summary>
    public ErrorCode? Join(TopicFilter filter) => Subscribe(filter) ?? _limits?.Subscribe();

    /// <summary>A subscription has ended.</summary>
    public void Leave() => _limits?.Unsubscribe();

    /// <summary>A subscription that was counted does not come to be: the connection has all that it may have.</summary>
    public void LeaveFull() => _limits?.UnsubscribeFull();

    /// <summary>Messages came from the client; for how many milliseconds nothing more should be read from it.</summary>
    public long Pace(int messages, int bytes, long now) => _limits?.Pace(messages, bytes, now) ?? 0;

    /// <summary>Why the client may not subscribe to a filter; null when it may.</summary>
    public ErrorCode? Subscribe(TopicFilter filter) =>
        MustAuthenticate ? ErrorCode.Unauthorized
        : _rules.MayFilter(Identity, TopicPattern.Of(filter)) ? null
        : ErrorCode.PermissionDenied;

    /// <summary>Why the client may not read a topic's history; null when it may.</summary>
    public ErrorCode? History(TopicName topic) => Check(TopicAction.History, topic);

    /// <summary>Why the client may not see who is on a topic; null when it may.</summary>
    public ErrorCode? Presence(TopicName topic) => Check(TopicAction.Presence, topic);

    /// <summary>Why the client may not publish so much to a topic; null when it may.</summary>
    public ErrorCode? Publish(TopicName topic, int bytes, long now)
    {
        // Most clients publish to one topic; the rules are asked once for it.
        if (!topic.Equals(_mayPublishTo))
        {
            if ((Check(TopicAction.Publish, topic) ?? _limits?.Name(topic, now)) is { } error)
            {
                return error;
            }

            _mayPublishTo = topic;
            _maxBytes = _rules.Namespaces.Of(topic).MaxMessageBytes;
        }

        if (bytes <= _maxBytes)
        {
            return null;
        }

        _limits?.ReachSize();
        return ErrorCode.TooLarge;
    }

    /// <summary>What is published for the client: what it sent, with the sender that it is where a message between clients names one.</summary>
    public Payload Sign(TopicName topic, in Payload payload) =>
        _rules.IsAuthenticationOn && topic.IsReserved ? SenderStamp.Put(payload, Key?.Value ?? Identity.Subject) : payload;

    private ErrorCode? Check(TopicAction action, TopicName topic) =>
        MustAuthenticate ? ErrorCode.Unauthorized : _rules.May(Identity, action, topic) ? null : ErrorCode.PermissionDenied;
}

using Broker.Protocol.Access;
using Broker.Protocol.Errors;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Limits;

/// <summary>The limits of one connection, or of one request: its own, its user's and the node's. Only their owner calls them.</summary>
public sealed class ClientLimits
{
    // Topics named lately; a client that names more than these in turn counts as naming new ones.
    private const int MaxRecent = 256;

    private readonly NodeLimits _node;
    private readonly TokenBucket _messages;
    private readonly TokenBucket _bytes;
    private readonly TokenBucket _topics;
    private HashSet<TopicName>? _recent;
    private TopicName? _last;
    private UsageShare? _user;
    private bool _isConnected;
    private int _subscriptions;

    internal ClientLimits(NodeLimits node, long now)
    {
        _node = node;
        var client = node.Options.Client;
        _messages = new TokenBucket(client.MessagesPerSecond, node.Options.MessageBurst, now);
        _bytes = new TokenBucket(client.MessageBytes, node.Options.MessageBurst, now);
        _topics = new TokenBucket(client.NewTopicsPerSecond, node.Options.Burst, now);
    }

    /// <summary>A request whose maker is known.</summary>
    public void Identify(Identity identity, long now) => _user ??= _node.User(identity, now);

    /// <summary>A connection whose client is known; why it may not be.</summary>
    public ErrorCode? Connect(Identity identity, long now)
    {
        if (_isConnected || _node.User(identity, now) is not { } user)
        {
            return null;
        }

        if (user.IsInDebt(Rate.Handshakes, now))
        {
            return Reach(LimitKind.UserHandshakes, ErrorCode.TooManyRequests);
        }

        user.Take(Rate.Handshakes, 1, now);
        if (!user.TryConnect())
        {
            return Reach(LimitKind.UserConnections, ErrorCode.LimitExceeded);
        }

        _user = user;
        _isConnected = true;
        return null;
    }

    /// <summary>The connection has ended.</summary>
    public void Disconnect()
    {
        _node.Node.Unsubscribe(_subscriptions);
        _user?.Unsubscribe(_subscriptions);
        _subscriptions = 0;
        if (_isConnected)
        {
            _user?.Disconnect();
            _isConnected = false;
        }
    }

    /// <summary>One more subscription; why it may not be.</summary>
    public ErrorCode? Subscribe()
    {
        if (!_node.Node.TrySubscribe())
        {
            return Reach(LimitKind.NodeSubscriptions, ErrorCode.LimitExceeded);
        }

        if (_user?.TrySubscribe() == false)
        {
            _node.Node.Unsubscribe(1);
            return Reach(LimitKind.UserSubscriptions, ErrorCode.LimitExceeded);
        }

        _subscriptions++;
        return null;
    }

    /// <summary>One subscription less.</summary>
    public void Unsubscribe()
    {
        if (_subscriptions > 0)
        {
            _subscriptions--;
            _node.Node.Unsubscribe(1);
            _user?.Unsubscribe(1);
        }
    }

    /// <summary>A message is larger than it may be.</summary>
    public void ReachSize() => _node.Reach(LimitKind.MessageSize);

    /// <summary>One subscription less: the connection itself has no room for it.</summary>
    public void UnsubscribeFull()
    {
        _node.Reach(LimitKind.ClientSubscriptions);
        Unsubscribe();
    }

    /// <summary>The client names a topic, which may come to be because of it; why it may not.</summary>
    public ErrorCode? Name(TopicName topic, long now)
    {
        if (topic.Equals(_last) || _recent?.Contains(topic) == true)
        {
            return null;
        }

        if (_topics.WaitAt(now) > 0)
        {
            return Reach(LimitKind.ClientTopics, ErrorCode.TooManyRequests);
        }

        if (_user?.IsInDebt(Rate.Topics, now) == true)
        {
            return Reach(LimitKind.UserTopics, ErrorCode.TooManyRequests);
        }

        if (_node.Node.IsInDebt(Rate.Topics, now))
        {
            return Reach(LimitKind.NodeTopics, ErrorCode.TooManyRequests);
        }

        _topics.Take(1, now);
        _user?.Take(Rate.Topics, 1, now);
        _node.Node.Take(Rate.Topics, 1, now);
        Remember(topic);
        return null;
    }

    /// <summary>Messages came from a connection; for how many milliseconds nothing more should be read from it.</summary>
    public long Pace(int messages, int bytes, long now)
    {
        var wait = Longer(0, _messages.Take(messages, now), LimitKind.ClientMessages);
        wait = Longer(wait, _bytes.Take(bytes, now), LimitKind.ClientBytes);
        if (_user is { } user)
        {
            wait = Longer(wait, user.Take(Rate.Messages, messages, now), LimitKind.UserMessages);
            wait = Longer(wait, user.Take(Rate.Bytes, bytes, now), LimitKind.UserBytes);
        }

        wait = Longer(wait, _node.Node.Take(Rate.Messages, messages, now), LimitKind.NodeMessages);
        return Longer(wait, _node.Node.Take(Rate.Bytes, bytes, now), LimitKind.NodeBytes);
    }

    /// <summary>A request brings a message; why it may not. A request can't be slowed down, so it is refused instead.</summary>
    public ErrorCode? Request(int bytes, long now)
    {
        var reachedNow = Refused(_user, LimitKind.UserMessages, LimitKind.UserBytes, now)
            ?? Refused(_node.Node, LimitKind.NodeMessages, LimitKind.NodeBytes, now);
        if (reachedNow is { } reached)
        {
            return Reach(reached, ErrorCode.TooManyRequests);
        }

        Count(_user, bytes, now);
        Count(_node.Node, bytes, now);
        return null;
    }

    private static void Count(UsageShare? share, int bytes, long now)
    {
        share?.Take(Rate.Messages, 1, now);
        share?.Take(Rate.Bytes, bytes, now);
    }

    private static LimitKind? Refused(UsageShare? share, LimitKind messages, LimitKind bytes, long now) =>
        share is null ? null
        : share.IsInDebt(Rate.Messages, now) ? messages
        : share.IsInDebt(Rate.Bytes, now) ? bytes
        : null;

    private long Longer(long wait, long other, LimitKind kind)
    {
        if (other > 0)
        {
            _node.Reach(kind);
        }

        return Math.Max(wait, other);
    }

    private void Remember(TopicName topic)
    {
        if (_last is not null)
        {
            _recent ??= [];
            if (_recent.Count >= MaxRecent)
            {
                _recent.Clear();
            }

            _recent.Add(_last);
        }

        _last = topic;
    }

    private ErrorCode Reach(LimitKind kind, ErrorCode error)
    {
        _node.Reach(kind);
        return error;
    }
}

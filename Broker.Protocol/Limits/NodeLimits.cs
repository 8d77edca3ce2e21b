using System.Collections.Concurrent;
using Broker.Protocol.Access;
using Broker.Protocol.Errors;

namespace Broker.Protocol.Limits;

/// <summary>The limits of one node: what its clients use, and how often a limit was reached.</summary>
/// <remarks>Times are milliseconds of a steady clock. Users are forgotten when they have no connection and their rates have recovered.</remarks>
public sealed class NodeLimits
{
    // Below it nobody is looked for who could be forgotten.
    private const int ManyUsers = 1024;

    // Longer than any burst can be in debt for; a rate that is forgotten earlier could be exceeded by being idle.
    private const long ForgetAfterMs = 60_000;

    private readonly ConcurrentDictionary<string, UsageShare> _users = new(StringComparer.Ordinal);
    private readonly long[] _reached = new long[Enum.GetValues<LimitKind>().Length];
    private readonly LimitOptions _options;
    private readonly UsageShare _node;
    private int _lookAt = ManyUsers;

    /// <summary>Limits that nothing has used yet.</summary>
    public NodeLimits(LimitOptions options, long now)
    {
        _options = options;
        var node = options.Node;
        var rates = new RateSet(node.HandshakesPerSecond, node.MessagesPerSecond, node.MessageBytes, node.NewTopicsPerSecond, options, now);
        _node = new UsageShare(maxConnections: 0, node.Subscriptions, rates);
    }

    /// <summary>The settings.</summary>
    public LimitOptions Options => _options;

    /// <summary>How many users are known at the moment.</summary>
    public int Users => _users.Count;

    /// <summary>How often a limit was reached.</summary>
    public long Reached(LimitKind kind) => Volatile.Read(ref _reached[(int)kind]);

    /// <summary>Counts that a limit was reached.</summary>
    public void Reach(LimitKind kind) => Interlocked.Increment(ref _reached[(int)kind]);

    /// <summary>A handshake begins; why it may not.</summary>
    public ErrorCode? Handshake(long now)
    {
        if (_node.IsInDebt(Rate.Handshakes, now))
        {
            Reach(LimitKind.NodeHandshakes);
            return ErrorCode.TooManyRequests;
        }

        _node.Take(Rate.Handshakes, 1, now);
        return null;
    }

    /// <summary>The limits of one new connection, or one request.</summary>
    public ClientLimits Client(long now) => new(this, now);

    internal UsageShare Node => _node;

    internal UsageShare? User(Identity identity, long now)
    {
        if (identity.Subject is not { } subject)
        {
            return null;
        }

        if (_users.Count >= _lookAt)
        {
            Forget(now);
        }

        var user = _users.GetOrAdd(subject, static (_, state) => NewUser(state._options, state.now), (_options, now));
        user.Touch(now);
        return user;
    }

    private static UsageShare NewUser(LimitOptions options, long now)
    {
        var user = options.User;
        var rates = new RateSet(user.HandshakesPerSecond, user.MessagesPerSecond, user.MessageBytes, user.NewTopicsPerSecond, options, now);
        return new UsageShare(user.Connections, user.Subscriptions, rates);
    }

    private void Forget(long now)
    {
        foreach (var (subject, share) in _users)
        {
            if (share.IsIdle && now - share.LastUsed > ForgetAfterMs)
            {
                _users.TryRemove(subject, out _);
            }
        }

        _lookAt = Math.Max(ManyUsers, 2 * _users.Count);
    }
}

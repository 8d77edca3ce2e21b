using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>
/// The first act of a coordinator on a new oldest node: every member that may host shards is asked what it hosts. Until all have
/// answered or are gone, no shard is allocated that nobody has reported, since its host may just not have answered yet.
/// </summary>
internal sealed class CoordinatorRecovery(CoordinatorOptions options)
{
    private readonly HashSet<NodeId> _unanswered = [];
    private TimeSpan _since;
    private TimeSpan _deadline;
    private TimeSpan _retryAt;

    /// <summary>True until every member has answered or the bound has passed.</summary>
    public bool IsActive { get; private set; }

    /// <summary>When it wants to be called again.</summary>
    public TimeSpan? NextWakeUp => IsActive ? (_retryAt < _deadline ? _retryAt : _deadline) : null;

    /// <summary>Begins to wait for these nodes.</summary>
    public void Begin(IEnumerable<NodeStanding> nodes, CoordinatorHello hello, TimeSpan now, CoordinatorOutput output)
    {
        _unanswered.Clear();
        _unanswered.UnionWith(nodes.Select(static node => node.Id));
        IsActive = true;
        _since = now;
        _deadline = now + options.RecoveryTimeout;
        Ask(hello, now, output);
    }

    /// <summary>A node's region has registered.</summary>
    public void Answered(NodeId node) => _unanswered.Remove(node);

    /// <summary>A node runs no region.</summary>
    public void Answered(Address node) => _unanswered.RemoveWhere(waiting => waiting.Address == node);

    /// <summary>Asks again, ends the wait; true when the recovery is finished by this call.</summary>
    public bool TryFinish(CoordinatorHello hello, TimeSpan now, int shards, CoordinatorOutput output)
    {
        if (!IsActive)
            return false;
        if (_unanswered.Count > 0 && now < _deadline)
        {
            if (now >= _retryAt)
                Ask(hello, now, output);
            return false;
        }

        IsActive = false;
        if (_unanswered.Count > 0)
            output.Warning($"No answer from {string.Join(", ", _unanswered)}; its shards may be allocated a second time.");
        output.Info($"Recovered {shards} shard homes in {CoordinatorOutput.Ms(now - _since)} (term {hello.Term}).");
        return true;
    }

    private void Ask(CoordinatorHello hello, TimeSpan now, CoordinatorOutput output)
    {
        _retryAt = now + options.RetryInterval;
        foreach (var node in _unanswered)
            output.Add(new ShardingEffect.AskForRegion(node.Address, hello));
    }
}

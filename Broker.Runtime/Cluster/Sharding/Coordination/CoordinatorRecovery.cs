using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>
/// The first act of a coordinator on a new oldest node: every member that may host shards is asked what it hosts. Until all have
/// answered or are gone, no shard is allocated that nobody has reported, since its host may just not have answered yet.
/// </summary>
/// <remarks>
/// There is no time limit: a member that neither answers nor is removed may host any of them, and two hosts of one shard are worse than
/// none. The downing provider ends the wait; without one, somebody has to down the member.
/// </remarks>
internal sealed class CoordinatorRecovery(CoordinatorOptions options)
{
    private readonly HashSet<NodeId> _unanswered = [];
    private TimeSpan _since;
    private TimeSpan _warnAt;
    private TimeSpan _retryAt;

    /// <summary>True until every member has answered or is gone.</summary>
    public bool IsActive { get; private set; }

    /// <summary>When it wants to be called again.</summary>
    public TimeSpan? NextWakeUp => IsActive ? (_retryAt < _warnAt ? _retryAt : _warnAt) : null;

    /// <summary>Begins to wait for these nodes.</summary>
    public void Begin(IEnumerable<NodeStanding> nodes, CoordinatorHello hello, TimeSpan now, CoordinatorOutput output)
    {
        _unanswered.Clear();
        _unanswered.UnionWith(nodes.Select(static node => node.Id));
        IsActive = true;
        _since = now;
        _warnAt = now + options.RecoveryWarning;
        Ask(hello, now, output);
    }

    /// <summary>A node's region has registered.</summary>
    public void Answered(NodeId node) => _unanswered.Remove(node);

    /// <summary>A node runs no region.</summary>
    public void Answered(Address node) => _unanswered.RemoveWhere(waiting => waiting.Address == node);

    /// <summary>Asks again, or ends the wait; true when the recovery is finished by this call.</summary>
    public bool TryFinish(CoordinatorHello hello, TimeSpan now, int shards, CoordinatorOutput output)
    {
        if (!IsActive)
            return false;
        if (_unanswered.Count > 0 && !options.Omitted.HasFlag(OmittedRules.RecoveryFirst))
        {
            Warn(now, output);
            if (now >= _retryAt)
                Ask(hello, now, output);
            return false;
        }

        IsActive = false;
        output.Info($"Recovered {shards} shard homes in {CoordinatorOutput.Ms(now - _since)} (term {hello.Term}).");
        return true;
    }

    private void Warn(TimeSpan now, CoordinatorOutput output)
    {
        if (now < _warnAt)
            return;
        _warnAt = now + options.RecoveryWarning;
        output.Warning(
            $"No answer from {string.Join(", ", _unanswered)} for {CoordinatorOutput.Ms(now - _since)}; shards that nobody has reported wait until it answers or is downed.");
    }

    private void Ask(CoordinatorHello hello, TimeSpan now, CoordinatorOutput output)
    {
        _retryAt = now + options.RetryInterval;
        foreach (var node in _unanswered)
            output.Add(new ShardingEffect.AskForRegion(node.Address, hello));
    }
}

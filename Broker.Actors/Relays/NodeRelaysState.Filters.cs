using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <content>Filters that come and go, and what the other nodes know of them.</content>
public sealed partial class NodeRelaysState<TMember>
{
    private readonly List<InterestEffect> _effects = [];
    private readonly List<TMember> _acknowledged = [];

    /// <summary>A client hears a filter; it is told when every node that can be reached knows the filter.</summary>
    public void JoinFilter(TopicFilter filter, TMember member, long now, List<NodeRelaysEffect<TMember>> effects)
    {
        if (_filters.Find(filter) is null)
        {
            if (_filters.IsFull)
            {
                effects.Add(new(NodeRelaysEffectKind.Refused, Member: member));
                return;
            }

            var audience = _filters.Add(filter, _interest.Want(filter, now, _effects));
            AttachToRelays(audience, effects);
        }

        _filters.Join(filter, member);
        Carry(effects);
    }

    /// <summary>And no longer.</summary>
    public void LeaveFilter(TopicFilter filter, TMember member, long now) => _filters.Leave(filter, member, now);

    /// <summary>The cluster has changed.</summary>
    public void Observe(ClusterView view, long now, List<NodeRelaysEffect<TMember>> effects)
    {
        _interest.Observe(view, now, _effects);
        Carry(effects);
    }

    /// <summary>A node has told everything it had to tell, and will be gone.</summary>
    public void Goodbye(NodeId node) => _interest.Goodbye(node);

    /// <summary>Another node's filters have changed.</summary>
    public void Changed(InterestChanged message, long now, List<NodeRelaysEffect<TMember>> effects)
    {
        _interest.Changed(message, now, _effects);
        Carry(effects);
    }

    /// <summary>Another node says what it knows of this node's filters.</summary>
    public void Received(InterestReceived message, long now, List<NodeRelaysEffect<TMember>> effects)
    {
        _interest.Received(message, now, _effects);
        Carry(effects);
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<NodeRelaysEffect<TMember>> effects)
    {
        while (_filters.Drop(now) is { } audience)
        {
            _interest.Drop(audience.Filter, now, _effects);
            DetachFromRelays(audience, effects);
        }

        _interest.Tick(now, _effects);
        Carry(effects);
    }

    // Every relay is looked at: filters are made far less often than publications are matched.
    private void AttachToRelays(FilterAudience<TMember> audience, List<NodeRelaysEffect<TMember>> effects)
    {
        if (!_options.Rules.FiltersJoinRelays)
        {
            return;
        }

        foreach (var (topic, relay) in _relays)
        {
            if (audience.Filter.Matches(topic))
            {
                Attach(topic, relay, audience, effects);
            }
        }
    }

    private void DetachFromRelays(FilterAudience<TMember> audience, List<NodeRelaysEffect<TMember>> effects)
    {
        foreach (var (topic, relay) in _relays)
        {
            if (relay.Audiences.Contains(audience))
            {
                relay.Audiences = [.. relay.Audiences.Where(other => other != audience)];
                effects.Add(new(NodeRelaysEffectKind.Detach, topic, audience));
            }
        }
    }

    private void Carry(List<NodeRelaysEffect<TMember>> effects)
    {
        foreach (var effect in _effects)
        {
            if (effect.Kind == InterestEffectKind.Send)
            {
                effects.Add(new(NodeRelaysEffectKind.Send, Node: effect.Node, Message: effect.Message));
            }
            else
            {
                TellGap(_filters.Between(effect.After, effect.Through), effects);
            }
        }

        _effects.Clear();
        if (_filters.Waiting == 0)
        {
            return;
        }

        _interest.Promised(_filters.TakeAcknowledged(_interest.AcknowledgedThrough, _acknowledged));
        foreach (var member in _acknowledged)
        {
            effects.Add(new(NodeRelaysEffectKind.Joined, Member: member));
        }

        _acknowledged.Clear();
    }
}

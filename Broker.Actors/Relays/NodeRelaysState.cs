using Broker.Actors.Deliveries;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>What one node hears: its relays, its filters with their audiences, and which relay is heard by which of them.</summary>
/// <remarks>
/// Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list. A relay stays as long as it has been sent
/// as many messages that hold it as it has seen, so a join that crosses its rest is not lost.
/// </remarks>
public sealed partial class NodeRelaysState<TMember>
    where TMember : class, IAudienceMember
{
    private readonly Dictionary<TopicName, Entry> _relays = [];
    private readonly List<FilterAudience<TMember>> _matched = [];
    private readonly NodeId _self;
    private readonly NodeFilters<TMember> _filters;
    private readonly RestedPositions _rested;
    private readonly RelayOptions _options;
    private readonly InterestState _interest;
    private int _filterOnly;

    public NodeRelaysState(NodeId self, InterestTable table, RelayOptions relays, InterestOptions interest, FenceOptions? fencing = null)
    {
        _self = self;
        _options = relays;
        _filters = new NodeFilters<TMember>(interest);
        _rested = new RestedPositions(relays);
        _interest = new InterestState(self, table, interest, fencing ?? new FenceOptions());
    }

    /// <summary>The relays.</summary>
    public int Relays => _relays.Count;

    /// <summary>The relays that nobody joined by name.</summary>
    public int FilterOnlyRelays => _filterOnly;

    /// <summary>The filters that somebody hears, or that linger.</summary>
    public int Filters => _filters.Count;

    /// <summary>Those whose filter is not acknowledged.</summary>
    public int Waiting => _filters.Waiting;

    /// <summary>The members that do not know all of this node's filters.</summary>
    public int NodesBehind => _interest.Behind;

    /// <summary>The positions of relays that rest.</summary>
    public int RestedRelays => _rested.Count;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick => _interest.NextTick is not { } next || _filters.NextDrop < next ? _filters.NextDrop ?? _interest.NextTick : next;

    /// <summary>A client joins a topic by its name: it is to be passed on to the topic's relay, which is there after this.</summary>
    public void Join(TopicName topic, List<NodeRelaysEffect<TMember>> effects)
    {
        if (!_relays.TryGetValue(topic, out var relay))
        {
            relay = Start(topic, new(NodeRelaysEffectKind.Start, topic), effects);
        }

        _filterOnly -= relay.IsNamed ? 0 : 1;
        relay.IsNamed = true;
        relay.Holds++;
    }

    /// <summary>A relay has been let go by its owner.</summary>
    public void Rested(RelayRested message, long now, List<NodeRelaysEffect<TMember>> effects)
    {
        if (!_relays.TryGetValue(message.Topic, out var relay) || relay.Holds != message.Holds)
        {
            return;
        }

        if (relay.Audiences.Length > 0)
        {
            _rested.Keep(message.Topic, message.Position, message.Followed, now);
        }

        Remove(message.Topic, relay);
        effects.Add(new(NodeRelaysEffectKind.Stop, message.Topic));
    }

    /// <summary>A relay has failed: those who joined it are closed, and its audiences are told.</summary>
    public void RelayFailed(TopicName topic, List<NodeRelaysEffect<TMember>> effects)
    {
        if (_relays.TryGetValue(topic, out var relay))
        {
            Remove(topic, relay);
            TellGap(relay.Audiences, effects);
        }
    }

    /// <summary>Another node reports heads of its topics, and invites this one to some.</summary>
    public void Reported(HeadReport report, List<NodeRelaysEffect<TMember>> effects)
    {
        foreach (var head in report.Heads)
        {
            if (_relays.ContainsKey(head.Topic))
            {
                effects.Add(new(NodeRelaysEffectKind.ToRelay, head.Topic, Message: new TopicHead(head.Term, head.Head)));
            }
        }

        foreach (var invite in report.Invites)
        {
            Invited(invite, effects);
        }

        if (report.HasForgotten)
        {
            TellGap(_filters.Between(InterestVersion.Zero, _interest.Version), effects);
        }

        effects.Add(new(NodeRelaysEffectKind.Send, Node: report.Node, Message: new HeadReportReceived(_self, report.Sequence)));
    }

    private void Invited(TopicMatched invite, List<NodeRelaysEffect<TMember>> effects)
    {
        _filters.Match(invite.Topic, _matched);
        if (_matched.Count == 0)
        {
            return;
        }

        var isKnown = _rested.TryFind(invite.Topic, out var rested, out var followed);
        if (isKnown && rested.Epoch == invite.Before.Epoch && rested.Offset > invite.Before.Offset)
        {
            invite = invite with { Before = rested };
        }

        if (!_relays.TryGetValue(invite.Topic, out var relay))
        {
            if (_filterOnly >= _options.AudienceRelays)
            {
                TellGap(_matched, effects);
                return;
            }

            // An invite of an owner that was followed by another one here is out of date: the relay finds out what became of it.
            var isLate = isKnown && followed > invite.Term;
            var start = isLate
                ? new NodeRelaysEffect<TMember>(NodeRelaysEffectKind.Start, invite.Topic, Position: rested, Followed: followed)
                : new(NodeRelaysEffectKind.Start, invite.Topic, Position: invite.Before, Followed: invite.Term);
            relay = Start(invite.Topic, start, effects);
        }

        relay.Holds++;
        effects.Add(new(NodeRelaysEffectKind.ToRelay, invite.Topic, Message: invite));
    }

    private Entry Start(TopicName topic, NodeRelaysEffect<TMember> start, List<NodeRelaysEffect<TMember>> effects)
    {
        var relay = new Entry();
        _relays.Add(topic, relay);
        _filterOnly++;
        effects.Add(start);
        _filters.Match(topic, _matched);
        foreach (var audience in _matched)
        {
            Attach(topic, relay, audience, effects);
        }

        return relay;
    }

    private void Remove(TopicName topic, Entry relay)
    {
        _relays.Remove(topic);
        _filterOnly -= relay.IsNamed ? 0 : 1;
    }

    private static void Attach(TopicName topic, Entry relay, FilterAudience<TMember> audience, List<NodeRelaysEffect<TMember>> effects)
    {
        relay.Audiences = [.. relay.Audiences, audience];
        relay.Holds++;
        effects.Add(new(NodeRelaysEffectKind.Attach, topic, audience));
    }

    private static void TellGap(IEnumerable<FilterAudience<TMember>> audiences, List<NodeRelaysEffect<TMember>> effects)
    {
        foreach (var audience in audiences)
        {
            effects.Add(new(NodeRelaysEffectKind.TellGap, Audience: audience));
        }
    }

    private sealed class Entry
    {
        /// <summary>The messages that hold the relay, sent so far.</summary>
        public long Holds { get; set; }

        /// <summary>Whether a client joined it by name.</summary>
        public bool IsNamed { get; set; }

        public FilterAudience<TMember>[] Audiences { get; set; } = [];
    }
}

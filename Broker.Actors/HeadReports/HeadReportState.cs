using Broker.Actors.Interest;
using Broker.Actors.Nodes;

namespace Broker.Actors.HeadReports;

/// <summary>What a node tells the others about the topics it owns: their heads in one report a second, and invites at once and then with it.</summary>
/// <remarks>
/// <para>Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list.</para>
/// <para>An entry stays until a report that had it is acknowledged. So a lost last delivery and lost reports are repaired as soon as the link
/// works again, and a new link needs nothing of its own. A node pair without traffic exchanges nothing.</para>
/// </remarks>
public sealed class HeadReportState(NodeId self, HeadReportOptions options)
{
    // A node that is subscribed but is not known as a member yet, or was one: long enough for either to show.
    private const long StrangerMs = 30_000;

    private readonly Dictionary<NodeId, ReportTarget> _targets = [];
    private long? _roundAt;
    private long _sequence;

    /// <summary>The heads that nodes have not acknowledged.</summary>
    public int PendingHeads => _targets.Values.Sum(static target => target.Heads);

    /// <summary>The invites that nodes have not acknowledged.</summary>
    public int PendingInvites => _targets.Values.Sum(static target => target.Invites);

    /// <summary>The heads and invites that had to be sent again so far.</summary>
    public long Repeats { get; private set; }

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick => _roundAt;

    /// <summary>The cluster has changed.</summary>
    public void Observe(ClusterView view, long now)
    {
        foreach (var target in _targets.Values)
        {
            if (target.IsMember && !view.Contains(target.Node))
            {
                _targets.Remove(target.Node);
            }
        }

        foreach (var member in view.Members)
        {
            Target(member.Node, now).IsMember = true;
        }
    }

    /// <summary>An owner's head has moved for the first time since its cell was taken.</summary>
    public void Raised(HeadCell cell, long now)
    {
        cell.Taken();
        if (!options.Rules.HeadsAreReported)
        {
            return;
        }

        foreach (var node in cell.Nodes)
        {
            Target(node, now).Raise(cell);
            _roundAt ??= now + IntervalMs;
        }
    }

    /// <summary>An owner invites a node; false when too many invites wait for it.</summary>
    public bool Invite(TopicMatched invite, long now, List<HeadReportEffect> effects)
    {
        var target = Target(invite.Node, now);
        _roundAt ??= now + IntervalMs;
        if (!target.Invite(invite, options.Invites, _sequence))
        {
            return false;
        }

        effects.Add(new(invite.Node, target.ReportOf(invite, self, ++_sequence)));
        if (!options.Rules.InvitesAreRepeated)
        {
            target.Received(_sequence);
        }

        return true;
    }

    /// <summary>A node has a report.</summary>
    public void Received(HeadReportReceived message)
    {
        if (_targets.TryGetValue(message.Node, out var target))
        {
            target.Received(message.Sequence);
        }
    }

    /// <summary>This node leaves and has handed its topics over; true when it owes no invite, and the others are told so.</summary>
    public bool SayGoodbye(List<HeadReportEffect> effects)
    {
        if (PendingInvites > 0)
        {
            return false;
        }

        foreach (var target in _targets.Values)
        {
            if (target.IsMember && target.Node != self)
            {
                effects.Add(new(target.Node, new NodeGoodbye(self)));
            }
        }

        return true;
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<HeadReportEffect> effects)
    {
        if (_roundAt is null || _roundAt > now)
        {
            return;
        }

        foreach (var target in _targets.Values)
        {
            if (!target.IsMember && target.Since + StrangerMs <= now)
            {
                _targets.Remove(target.Node);
            }
            else if (target.IsEmpty)
            {
                target.Rest();
            }
            else
            {
                Report(target, effects);
            }
        }

        _roundAt = _targets.Values.Any(static target => !target.IsEmpty) ? now + IntervalMs : null;
    }

    private long IntervalMs => (long)options.Interval.TotalMilliseconds;

    private ReportTarget Target(NodeId node, long now)
    {
        if (!_targets.TryGetValue(node, out var target))
        {
            target = new ReportTarget(node, now);
            _targets.Add(node, target);
        }

        return target;
    }

    private void Report(ReportTarget target, List<HeadReportEffect> effects)
    {
        var isSilent = target.IsSilent;
        Repeats += isSilent ? target.Heads + target.Invites : 0;
        var first = effects.Count;
        target.Report(self, isSilent ? 1 : options.Messages, ref _sequence, effects);
        if (!options.Rules.HeadsAreRepeated)
        {
            for (var i = first; i < effects.Count; i++)
            {
                target.Received(((HeadReport)effects[i].Message).Sequence);
            }
        }
    }
}

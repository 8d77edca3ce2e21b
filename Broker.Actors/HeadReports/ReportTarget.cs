using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.HeadReports;

/// <summary>What one node is still to be told, and the reports that are out to it.</summary>
internal sealed class ReportTarget(NodeId node, long now)
{
    /// <summary>The most entries of one report, and the bytes of their names: far below the largest frame.</summary>
    private const int MaxEntries = 1_000;
    private const int MaxBytes = 128 * 1024;

    private readonly Dictionary<HeadCell, Offset> _heads = [];
    private readonly Dictionary<(TopicName, Term), TopicMatched> _invites = [];
    private readonly Dictionary<long, Sent> _sent = [];
    private bool _hasForgotten;
    private long _forgottenSince;
    private bool _hasSent;
    private bool _hasHeard;

    public NodeId Node { get; } = node;

    public bool IsMember { get; set; }

    public long Since { get; } = now;

    public int Heads => _heads.Count;

    public int Invites => _invites.Count;

    public bool IsEmpty => _heads.Count == 0 && _invites.Count == 0 && !_hasForgotten;

    /// <summary>Whether nothing of the last round was acknowledged; such a node is sent little.</summary>
    public bool IsSilent => _hasSent && !_hasHeard;

    public void Raise(HeadCell cell) => _heads[cell] = cell.Head.Offset;

    /// <summary>Takes an invite up; false when there are too many, and the node will be told that.</summary>
    public bool Invite(TopicMatched invite, int limit, long sequence)
    {
        var key = (invite.Topic, invite.Term);
        if (_invites.TryGetValue(key, out var known))
        {
            // The earlier position of the same owner counts: nothing after it has come.
            _invites[key] = known.Before.Epoch == invite.Before.Epoch && known.Before.Offset < invite.Before.Offset ? known : invite;
            return true;
        }

        if (_invites.Count >= limit)
        {
            _hasForgotten = true;
            _forgottenSince = sequence;
            return false;
        }

        _invites.Add(key, invite);
        return true;
    }

    /// <summary>A report of one invite.</summary>
    public HeadReport ReportOf(TopicMatched invite, NodeId self, long sequence)
    {
        _sent.Add(sequence, new Sent([], [invite]));
        return new HeadReport(self, sequence, [], [invite], _hasForgotten);
    }

    /// <summary>The reports of one round, at most so many.</summary>
    public void Report(NodeId self, int limit, ref long sequence, List<HeadReportEffect> effects)
    {
        DropOutdated();
        ForgetOld(sequence);
        _hasSent = !IsEmpty;
        _hasHeard = false;
        var heads = _heads.GetEnumerator();
        var invites = _invites.GetEnumerator();
        var moreHeads = heads.MoveNext();
        var moreInvites = invites.MoveNext();
        for (var i = 0; i < limit && (moreHeads || moreInvites || (_hasForgotten && i == 0)); i++)
        {
            var sent = new Sent([], []);
            var reported = new List<ReportedHead>();
            var bytes = 0;
            while (moreHeads && reported.Count < MaxEntries && bytes < MaxBytes)
            {
                var cell = heads.Current.Key;
                var head = cell.Head;
                sent.Heads.Add((cell, head.Offset));
                reported.Add(new ReportedHead(cell.Topic, cell.Term, head));
                bytes += cell.Topic.Utf8.Length;
                moreHeads = heads.MoveNext();
            }

            while (moreInvites && reported.Count + sent.Invites.Count < MaxEntries && bytes < MaxBytes)
            {
                sent.Invites.Add(invites.Current.Value);
                bytes += invites.Current.Value.Topic.Utf8.Length;
                moreInvites = invites.MoveNext();
            }

            _sent.Add(++sequence, sent);
            effects.Add(new(Node, new HeadReport(self, sequence, reported, sent.Invites, _hasForgotten)));
        }
    }

    /// <summary>A round passes in which there is nothing to report.</summary>
    public void Rest()
    {
        _sent.Clear();
        _hasSent = false;
    }

    /// <summary>A report has come: what it had, and nothing later, is settled.</summary>
    public void Received(long sequence)
    {
        if (!_sent.Remove(sequence, out var sent))
        {
            return;
        }

        _hasHeard = true;
        foreach (var (cell, offset) in sent.Heads)
        {
            if (_heads.TryGetValue(cell, out var raised) && raised <= offset)
            {
                _heads.Remove(cell);
            }
        }

        foreach (var invite in sent.Invites)
        {
            _invites.Remove((invite.Topic, invite.Term));
        }

        _hasForgotten &= sequence <= _forgottenSince;
    }

    // A head is of no more use when its owner has stopped or the node is no longer subscribed there. An invite outlives its owner.
    private void DropOutdated()
    {
        foreach (var cell in _heads.Keys)
        {
            if (cell.IsClosed || !cell.Nodes.Contains(Node))
            {
                _heads.Remove(cell);
            }
        }
    }

    // The answers of the last rounds may still come; older ones are repeated by then.
    private void ForgetOld(long sequence)
    {
        const int Kept = 1_000;
        foreach (var old in _sent.Keys)
        {
            if (_sent.Count > Kept || old + (10 * Kept) < sequence)
            {
                _sent.Remove(old);
            }
        }
    }

    private sealed record Sent(List<(HeadCell Cell, Offset Offset)> Heads, List<TopicMatched> Invites);
}

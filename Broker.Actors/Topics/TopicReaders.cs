using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Topics;

/// <summary>The nodes that hear a topic: those that are subscribed, and those invited because of a filter that matches its name.</summary>
/// <remarks>
/// The name is matched when something is published after the table of interest changed or a relay went, never otherwise. A node that is
/// interested and not subscribed is invited with the position before that publication. Its node's reporter repeats this until the other
/// node has it; here it is remembered until the node subscribes, so that it begins where it was invited, whoever made its relay.
/// </remarks>
internal sealed class TopicReaders<TPeer>(TopicName topic, NodeId self, IInterestView interest)
    where TPeer : class
{
    private SubscribedRelay<TPeer>[] _relays = [];
    private Dictionary<NodeId, Position>? _invited;
    private List<NodeId>? _matched;
    private HeadCell? _cell;
    private long _matchedVersion = long.MinValue;
    private int _subscribed;
    private bool _mustMatch;

    /// <summary>The number of subscribed relays: one for each node, and for a moment two when one has just taken the place of another.</summary>
    public int Count => _relays.Length;

    /// <summary>The number of nodes that get what is published: each subscribed one once, and those that are invited.</summary>
    public int Nodes => _subscribed + Invited;

    /// <summary>The number of nodes that are invited and have not subscribed yet.</summary>
    public int Invited => _invited?.Count ?? 0;

    /// <summary>The owner's term is fixed: from now on its head can be reported.</summary>
    public void Begin(Term term, Epoch epoch)
    {
        _cell = new HeadCell(topic, term, epoch);
        Publish();
    }

    /// <summary>The owner has stopped.</summary>
    public void Close() => _cell?.Close();

    /// <summary>Something was published: gives the head to the reporter, if it does not have it already.</summary>
    public void Report(Offset head, List<TopicEffect<TPeer>> effects)
    {
        if (_cell!.Raise(head))
        {
            effects.Add(new(TopicEffectKind.ReportHead, Message: _cell));
        }
    }

    /// <summary>Adds a relay, or renews its subscription.</summary>
    /// <param name="peer">The relay.</param>
    /// <param name="node">Its node.</param>
    /// <param name="number">The number of its subscription.</param>
    /// <param name="head">What was published by now.</param>
    /// <param name="isNew">Whether it was not subscribed.</param>
    /// <returns>Where its node was invited to follow from, or none.</returns>
    public Position Add(TPeer peer, NodeId node, long number, Position head, out bool isNew)
    {
        var index = IndexOf(peer);
        isNew = index < 0;
        if (!isNew)
        {
            ref var known = ref _relays[index];
            known = known with { Number = Math.Max(known.Number, number) };
            return known.Invited;
        }

        var invited = Position.None;
        _invited?.Remove(node, out invited);
        _relays = [.. _relays, new SubscribedRelay<TPeer>(peer, node, number, invited, invited.IsNone ? head : invited)];
        Publish();
        return invited;
    }

    /// <summary>
    /// A relay is gone without having asked to go: false when it is none. It may never have been there, when a late copy of its subscribe came
    /// after it had rested; so its node, if it is interested, is invited to where the relay was added.
    /// </summary>
    public bool Gone(TPeer relay, Term term, Position head, List<TopicEffect<TPeer>> effects)
    {
        var index = IndexOf(relay);
        if (index < 0)
        {
            return false;
        }

        var (node, since) = (_relays[index].Node, _relays[index].Since);
        Remove(relay);
        if (since != head && !IsSubscribed(node) && IsInterested(node))
        {
            _invited ??= [];
            _invited[node] = since;
            effects.Add(new(TopicEffectKind.Invite, Message: new TopicMatched(topic, term, since, node)));
        }

        return true;
    }

    /// <summary>Takes a relay off; false when it is none. Its node is invited again if it is interested.</summary>
    public bool Remove(TPeer relay)
    {
        var index = IndexOf(relay);
        if (index < 0)
        {
            return false;
        }

        _relays = [.. _relays[..index], .. _relays[(index + 1)..]];
        _mustMatch = true;
        Publish();
        return true;
    }

    /// <summary>The number of a relay's last subscription; null when it has none.</summary>
    public long? NumberOf(TPeer relay) => IndexOf(relay) is >= 0 and var index ? _relays[index].Number : null;

    public void Send(object message, List<TopicEffect<TPeer>> effects)
    {
        foreach (var relay in _relays)
        {
            effects.Add(new(TopicEffectKind.Send, relay.Peer, message));
        }
    }

    /// <summary>Before a publication: invites the interested nodes that are not subscribed.</summary>
    public void Invite(Term term, Position before, List<TopicEffect<TPeer>> effects)
    {
        if (interest.Version == _matchedVersion && !_mustMatch)
        {
            return;
        }

        foreach (var node in Match())
        {
            if (IsSubscribed(node))
            {
                continue;
            }

            // Invited before and not come: again from the same place, since that invite may have been older than its filter.
            _invited ??= [];
            if (!_invited.TryGetValue(node, out var at))
            {
                at = before;
                _invited.Add(node, at);
            }

            effects.Add(new(TopicEffectKind.Invite, Message: new TopicMatched(topic, term, at, node)));
        }
    }

    /// <summary>Goes on with the invites of a predecessor.</summary>
    public void Inherit(IReadOnlyList<KeptInvite> invited)
    {
        foreach (var kept in invited)
        {
            _invited ??= [];
            _invited[kept.Node] = kept.At;
        }

        _mustMatch = invited.Count > 0;
    }

    /// <summary>Forgets the invites of a predecessor, whose positions mean nothing in a new epoch.</summary>
    public void Disinherit() => _invited = null;

    /// <summary>The invites that a successor has to go on with; relays that never said that they have everything may not have been there.</summary>
    public KeptInvite[] ToArray(Position head)
    {
        var invited = new Dictionary<NodeId, Position>(_invited ?? []);
        foreach (var relay in _relays)
        {
            if (relay.Since != head && IsInterested(relay.Node))
            {
                invited.TryAdd(relay.Node, relay.Since);
            }
        }

        return [.. invited.Select(static invite => new KeptInvite(invite.Key, invite.Value))];
    }

    private List<NodeId> Match()
    {
        _mustMatch = false;
        _matchedVersion = interest.Version;
        var matched = Interested();
        foreach (var lost in _invited is null ? [] : _invited.Keys.Where(node => !matched.Contains(node)).ToList())
        {
            _invited!.Remove(lost);
        }

        return matched;
    }

    private List<NodeId> Interested()
    {
        _matched ??= [];
        _matched.Clear();
        interest.Match(topic, _matched);
        return _matched;
    }

    private void Publish()
    {
        NodeId[] nodes = [.. _relays.Select(static relay => relay.Node).Distinct()];
        _subscribed = nodes.Length;
        _cell?.SetNodes([.. nodes.Where(node => node != self && node != NodeId.None)]);
    }

    private int IndexOf(TPeer relay) => Array.FindIndex(_relays, known => known.Peer.Equals(relay));

    private bool IsInterested(NodeId node) => Interested().Contains(node);

    private bool IsSubscribed(NodeId node) => Array.Exists(_relays, relay => relay.Node == node);
}

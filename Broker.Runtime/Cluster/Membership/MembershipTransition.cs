namespace Broker.Runtime.Cluster.Membership;

/// <summary>The step being made: the state so far and the effects collected. Lives within one call of <see cref="MembershipCore.Handle"/>.</summary>
internal sealed class MembershipTransition(MembershipState state, DateTimeOffset now)
{
    private List<MembershipEffect>? _effects;

    public MembershipState State { get; set; } = state;

    public DateTimeOffset Now { get; } = now;

    public UniqueAddress Self => State.Self;

    public Gossip Gossip => State.Gossip;

    /// <summary>The view of this node changed by itself: everyone has to see the new version.</summary>
    public void Change(Gossip changed) => State = State with { Gossip = changed.ChangedBy(Self) };

    public void Emit(MembershipEffect effect) => (_effects ??= []).Add(effect);

    public void Note(string text) => Emit(new MembershipEffect.Note(false, text));

    public void Warn(string text) => Emit(new MembershipEffect.Note(true, text));

    public void SendGossip(UniqueAddress to) => Emit(new MembershipEffect.SendGossip(to, Gossip));

    /// <summary>Whether this very view goes to the node already.</summary>
    public bool HasSent(UniqueAddress to)
    {
        foreach (var effect in _effects ?? [])
        {
            if (effect is MembershipEffect.SendGossip sent && sent.To == to && ReferenceEquals(sent.Gossip, Gossip))
                return true;
        }

        return false;
    }

    /// <summary>A random index below <paramref name="limit"/>.</summary>
    public int Random(int limit)
    {
        var random = State.Random.Next(limit, out var value);
        State = State with { Random = random };
        return value;
    }

    /// <summary>Up to <paramref name="count"/> of the nodes, by chance.</summary>
    public List<UniqueAddress> Choose(IEnumerable<UniqueAddress> nodes, int count) => ChooseSorted(nodes.Order().ToList(), count);

    /// <summary>The same of a sorted list, which is used up: the order of a hash set must not decide, or a seed would not replay.</summary>
    public List<UniqueAddress> ChooseSorted(List<UniqueAddress> left, int count)
    {
        var chosen = new List<UniqueAddress>();
        while (left.Count > 0 && chosen.Count < count)
        {
            var index = Random(left.Count);
            chosen.Add(left[index]);
            left.RemoveAt(index);
        }

        return chosen;
    }

    public MembershipStep Finish() => new(State, _effects is null ? [] : [.. _effects]);
}

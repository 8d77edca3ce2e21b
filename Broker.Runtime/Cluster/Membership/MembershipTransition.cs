using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>The step being made: the state so far and the effects collected. Lives within one call of <see cref="MembershipCore.Handle"/>.</summary>
internal sealed class MembershipTransition(MembershipState state, DateTimeOffset now)
{
    private readonly ImmutableArray<MembershipEffect>.Builder _effects = ImmutableArray.CreateBuilder<MembershipEffect>();

    public MembershipState State { get; set; } = state;

    public DateTimeOffset Now { get; } = now;

    public UniqueAddress Self => State.Self;

    public Gossip Gossip => State.Gossip;

    /// <summary>The view of this node changed by itself: everyone has to see the new version.</summary>
    public void Change(Gossip changed) => State = State with { Gossip = changed.ChangedBy(Self) };

    public void Emit(MembershipEffect effect) => _effects.Add(effect);

    public void Note(string text) => Emit(new MembershipEffect.Note(false, text));

    public void Warn(string text) => Emit(new MembershipEffect.Note(true, text));

    public void SendGossip(UniqueAddress to) => Emit(new MembershipEffect.SendGossip(to, Gossip));

    /// <summary>A random index below <paramref name="limit"/>.</summary>
    public int Random(int limit)
    {
        var random = State.Random.Next(limit, out var value);
        State = State with { Random = random };
        return value;
    }

    /// <summary>Up to <paramref name="count"/> of the nodes, by chance.</summary>
    public List<UniqueAddress> Choose(IEnumerable<UniqueAddress> nodes, int count)
    {
        // Sorted first: the order of a hash set must not decide, or a seed would not replay.
        var left = nodes.Order().ToList();
        var chosen = new List<UniqueAddress>();
        while (left.Count > 0 && chosen.Count < count)
        {
            var index = Random(left.Count);
            chosen.Add(left[index]);
            left.RemoveAt(index);
        }

        return chosen;
    }

    public MembershipStep Finish() => new(State, _effects.ToImmutable());
}

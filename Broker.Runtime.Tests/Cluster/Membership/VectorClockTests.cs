using Broker.Runtime.Cluster.Membership;
using FsCheck;
using FsCheck.Fluent;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public sealed class VectorClockTests
{
    private static readonly Arbitrary<int[]> Counts = Arb.From(Gen.Choose(0, 3).ArrayOf(4));

    [Fact]
    public void A_merge_is_commutative_associative_and_idempotent() =>
        Prop.ForAll(Counts, Counts, Counts, static (a, b, c) =>
        {
            var (x, y, z) = (Clock(a), Clock(b), Clock(c));
            return Same(x.Merge(y), y.Merge(x)) && Same(x.Merge(y).Merge(z), x.Merge(y.Merge(z))) && Same(x.Merge(x), x);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_merge_is_never_before_what_was_merged() =>
        Prop.ForAll(Counts, Counts, static (a, b) =>
            Clock(a).Merge(Clock(b)).CompareTo(Clock(a)) is VectorClockOrdering.Same or VectorClockOrdering.After).QuickCheckThrowOnFailure();

    [Fact]
    public void Before_and_after_are_opposites() =>
        Prop.ForAll(Counts, Counts, static (a, b) => (Clock(a).CompareTo(Clock(b)), Clock(b).CompareTo(Clock(a))) is
            (VectorClockOrdering.Same, VectorClockOrdering.Same) or
            (VectorClockOrdering.Concurrent, VectorClockOrdering.Concurrent) or
            (VectorClockOrdering.Before, VectorClockOrdering.After) or
            (VectorClockOrdering.After, VectorClockOrdering.Before)).QuickCheckThrowOnFailure();

    [Fact]
    public void An_increment_comes_after()
    {
        var clock = VectorClock.Empty.Increment(Node(1));
        Assert.Equal(VectorClockOrdering.After, clock.Increment(Node(2)).CompareTo(clock));
        Assert.Equal(VectorClockOrdering.Concurrent, clock.Increment(Node(2)).CompareTo(clock.Increment(Node(3))));
    }

    private static VectorClock Clock(int[] counts)
    {
        var clock = VectorClock.Empty;
        for (var node = 0; node < counts.Length; node++)
        {
            for (var i = 0; i < counts[node]; i++)
                clock = clock.Increment(Node(node + 1));
        }

        return clock;
    }

    private static bool Same(VectorClock a, VectorClock b) => a.CompareTo(b) == VectorClockOrdering.Same;
}

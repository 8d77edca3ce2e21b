using Broker.Actors.Fencing;
using Broker.Actors.Nodes;

namespace Broker.Tests.Fencing;

public class FenceStateTests
{
    private static readonly NodeId Self = new(2);

    private readonly List<FenceEffect> _effects = [];
    private readonly NodeFence _fence = new();
    private readonly FenceOptions _options = new();
    private readonly FenceState _state;
    private long _now = 100_000;

    public FenceStateTests() => _state = new FenceState(_fence, _options);

    private long LeaseMs => (long)_options.Lease.TotalMilliseconds;

    [Fact]
    public void A_node_alone_is_never_closed()
    {
        See(Self);

        Assert.True(_fence.IsOpen(long.MaxValue));
    }

    [Fact]
    public void A_lease_counts_from_the_question_not_from_its_answer()
    {
        See(new NodeId(1), Self, new NodeId(3));
        var asked = _now;
        _now += 1_000;
        Answer(1, Sequence());

        Assert.Equal(asked + LeaseMs, Math.Max(_fence.OpenUntil, asked + LeaseMs));
        Answer(3, Sequence());
        Assert.Equal(asked + LeaseMs, _fence.OpenUntil);
    }

    [Fact]
    public void A_majority_is_enough_and_a_minority_is_not()
    {
        HearAll(1, 3, 4, 5);
        var last = _now;
        Rounds(12, 1, 3);
        Assert.True(_fence.IsOpen(_now));

        Rounds(12, 1);
        Assert.False(_fence.IsOpen(_now));
        Assert.True(_fence.OpenUntil > last);
    }

    [Fact]
    public void Of_two_halves_the_one_with_the_lowest_address_acts()
    {
        HearAll(1);
        Rounds(12);
        Assert.False(_fence.IsOpen(_now));

        var lowest = new NodeFence();
        var other = new FenceState(lowest, _options);
        other.MembersChanged(View(Self, Self, new NodeId(3)), _now, _effects);
        other.Tick(_now + (10 * LeaseMs), _effects);
        Assert.True(lowest.IsOpen(_now + (100 * LeaseMs)));
    }

    [Fact]
    public void A_lease_that_ran_out_is_counted_when_it_begins_again()
    {
        HearAll(1, 3);
        Rounds(12);
        Assert.False(_fence.IsOpen(_now));
        Rounds(1, 1, 3);

        Assert.True(_fence.IsOpen(_now));
        Assert.Equal(1, _fence.Lapses);
        Assert.True(_fence.ClosedMs > 0);
    }

    [Fact]
    public void A_new_member_that_does_not_answer_yet_closes_nothing_at_once()
    {
        HearAll(1);
        See(new NodeId(1), Self, new NodeId(3), new NodeId(4), new NodeId(5));
        Rounds(1, 1);
        Assert.True(_fence.IsOpen(_now));

        Rounds(12, 1);
        Assert.False(_fence.IsOpen(_now));
    }

    [Fact]
    public void Only_reachable_members_are_answered()
    {
        HearAll(1, 3);
        _effects.Clear();
        _state.MembersChanged(
            new ClusterView(Self, [Standing(new NodeId(1)), Standing(Self), Standing(new NodeId(3)) with { IsReachable = false }]), _now, _effects);

        Ping(1);
        Ping(3);
        Ping(9);

        Assert.Equal([new NodeId(1)], _effects.Where(static effect => effect.Message is FencePong).Select(static effect => effect.Node));
    }

    [Fact]
    public void The_lease_given_to_a_node_that_went_without_a_word_is_remembered()
    {
        HearAll(1, 3);
        Ping(3);
        var given = _now;
        _now += 100;
        See(new NodeId(1), Self);

        Assert.Equal(given + LeaseMs, _fence.GrantsEnd);
    }

    [Fact]
    public void Who_says_that_it_is_closed_leaves_nothing_to_wait_for()
    {
        HearAll(1, 3);
        Ping(3);
        _state.Closed(new FenceClosed(new NodeId(3)));
        See(new NodeId(1), Self);

        Assert.True(_fence.GrantsEnd < _now);
    }

    [Fact]
    public void A_closed_fence_stays_closed_and_says_so()
    {
        HearAll(1, 3);
        _effects.Clear();
        _state.Close(_effects);
        Rounds(1);

        Assert.False(_fence.IsOpen(_now));
        Assert.Equal(2, _effects.Count(static effect => effect.Message is FenceClosed));
    }

    private static NodeStanding Standing(NodeId node) => new(node, IsReachable: true, IsJoining: false, CanHost: true);

    private static ClusterView View(NodeId self, params NodeId[] members) => new(self, [.. members.Select(Standing)]);

    private void See(params NodeId[] members) => _state.MembersChanged(View(Self, members), _now, _effects);

    private void HearAll(params int[] others)
    {
        See([.. others.Append((int)Self.Value).Order().Select(static node => new NodeId((ulong)node))]);
        Rounds(1, others);
    }

    // So many intervals pass, in each of which some answer at once.
    private void Rounds(int count, params int[] answering)
    {
        for (var round = 0; round < count; round++)
        {
            _now += (long)_options.PingInterval.TotalMilliseconds;
            _state.Tick(_now, _effects);
            foreach (var node in answering)
            {
                Answer(node, Sequence());
            }
        }
    }

    private long Sequence() => _effects.Select(static effect => effect.Message).OfType<FencePing>().Last().Sequence;

    private void Answer(int node, long sequence) => _state.Ponged(new FencePong(new NodeId((ulong)node), sequence), _now);

    private void Ping(int node) => _state.Pinged(new FencePing(new NodeId((ulong)node), 1), _now, _effects);
}

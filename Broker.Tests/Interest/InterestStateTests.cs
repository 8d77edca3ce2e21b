using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Protocol.Topics;

namespace Broker.Tests.Interest;

public class InterestStateTests
{
    private static readonly NodeId Here = new(1);
    private static readonly NodeId There = new(2);
    private static readonly TopicFilter News = TopicFilter.Parse("news/+");
    private static readonly TopicName Topic = TopicName.Parse("news/today");

    private readonly List<InterestEffect> _effects = [];
    private readonly InterestTable _table = new();
    private readonly InterestTable _other = new();
    private readonly InterestState _state;
    private readonly InterestState _peer;

    public InterestStateTests()
    {
        _state = new InterestState(Here, _table, new InterestOptions(), new FenceOptions());
        _peer = new InterestState(There, _other, new InterestOptions(), new FenceOptions());
        _peer.MemberJoined(Here, 0, []);
        _state.MemberJoined(There, 0, _effects);
        Exchange();
    }

    [Fact]
    public void A_filter_is_acknowledged_when_every_node_that_can_be_reached_has_it_in_its_table()
    {
        var version = _state.Want(News, 0, _effects);
        Assert.True(_state.AcknowledgedThrough < version);

        Exchange();

        Assert.Equal(version, _state.AcknowledgedThrough);
        Assert.Equal([Here], Matched(_other));
        Assert.Equal([Here], Matched(_table));
    }

    [Fact]
    public void A_second_identical_filter_changes_nothing()
    {
        var version = _state.Want(News, 0, _effects);
        Exchange();

        Assert.Equal(version, _state.Want(News, 0, _effects));
        Assert.Empty(_effects);
    }

    [Fact]
    public void A_lost_change_is_sent_again_and_a_dropped_filter_vanishes()
    {
        _state.Want(News, 0, _effects);
        _effects.Clear();

        _state.Tick(_state.NextTick!.Value, _effects);
        Exchange();
        Assert.Equal([Here], Matched(_other));

        _state.Drop(News, 0, _effects);
        Exchange();
        Assert.Empty(Matched(_other));
        Assert.Null(_state.NextTick);
    }

    [Fact]
    public void Many_filters_go_in_pages_and_a_node_that_is_far_behind_begins_empty()
    {
        for (var number = 0; number < 5_000; number++)
        {
            _state.Want(TopicFilter.Parse($"{number}/+"), 0, _effects);
            if (number % 5 > 0)
            {
                _state.Drop(TopicFilter.Parse($"{number}/+"), 0, _effects);
            }
        }

        Exchange();
        Assert.Equal(1_000, _other.Count);
        Assert.Equal(_state.Version, _state.AcknowledgedThrough);
    }

    [Fact]
    public void Those_acknowledged_without_a_node_that_hosted_are_told_when_it_comes_back()
    {
        _state.MemberReachable(There, isReachable: false, 0, _effects);
        var version = _state.Want(News, 0, _effects);
        _effects.Clear();
        Assert.Equal(version, _state.AcknowledgedThrough);
        _state.Promised(version);
        _other.NoteHosted();

        _state.MemberReachable(There, isReachable: true, 0, _effects);
        Assert.Contains(Exchange(), static effect => effect.Kind == InterestEffectKind.Tell);
    }

    [Fact]
    public void A_removed_nodes_filters_vanish_and_only_a_node_without_a_good_bye_is_told_of()
    {
        _state.Promised(_state.Want(News, 0, _effects));
        _effects.Clear();
        _table.Apply(new InterestChanged(There, 9, InterestVersion.Zero, new InterestVersion(1), [new FilterChange(News, IsWanted: true)]));
        Assert.Equal(2, Matched(_table).Count);

        _state.MemberReachable(There, isReachable: false, 1_000, _effects);
        _state.MemberRemoved(There, 9_000, _effects);
        Assert.Equal(InterestEffectKind.Tell, Assert.Single(_effects).Kind);
        Assert.Equal([Here], Matched(_table));

        _effects.Clear();
        _state.MemberJoined(There, 0, []);
        _state.Goodbye(There);
        _state.MemberRemoved(There, 9_000, _effects);
        Assert.Empty(_effects);
        Assert.Null(_state.NextTick);
    }

    [Fact]
    public void A_node_that_was_removed_at_once_is_told_of_when_it_can_accept_nothing_more()
    {
        _state.MemberRemoved(There, 1_000, _effects);
        _state.Promised(_state.Want(News, 2_000, _effects));
        _state.Tick(6_000, _effects);
        Assert.DoesNotContain(_effects, static effect => effect.Kind == InterestEffectKind.Tell);

        _state.Tick(_state.NextTick!.Value, _effects);
        Assert.Equal(new InterestEffect(InterestEffectKind.Tell, After: InterestVersion.Zero, Through: _state.Version), _effects[^1]);
    }

    private static List<NodeId> Matched(InterestTable table)
    {
        var nodes = new List<NodeId>();
        table.Match(Topic, nodes);
        return nodes;
    }

    // Carries everything to and fro until nothing is left to say; returns what was to be told.
    private List<InterestEffect> Exchange()
    {
        var told = new List<InterestEffect>();
        while (_effects.Count > 0)
        {
            var sent = _effects.ToArray();
            _effects.Clear();
            told.AddRange(sent.Where(static effect => effect.Kind == InterestEffectKind.Tell));
            foreach (var changed in sent.Select(static effect => effect.Message).OfType<InterestChanged>())
            {
                var answers = new List<InterestEffect>();
                _peer.Changed(changed, 0, answers);
                foreach (var answer in answers.Select(static effect => effect.Message).OfType<InterestReceived>())
                {
                    _state.Received(answer, 0, _effects);
                }
            }
        }

        return told;
    }
}

using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Relays;

/// <summary>The limits of a node's hub: how many filters, and how many relays that only filters hear.</summary>
public sealed class NodeRelaysStateTests
{
    private static readonly NodeId Self = new(1);
    private static readonly NodeId Other = new(2);

    private readonly List<NodeRelaysEffect<Member>> _effects = [];
    private readonly NodeRelaysState<Member> _hub = new(Self, new InterestTable(), new RelayOptions { AudienceRelays = 2 }, new InterestOptions { Filters = 2 });
    private long _sequence;

    public NodeRelaysStateTests() =>
        Turn(() => _hub.Observe(new ClusterView(Self, [new NodeStanding(Self, IsReachable: true, IsJoining: false, CanHost: true)]), 0, _effects));

    [Fact]
    public void Beyond_the_limit_of_relays_that_only_filters_hear_the_audience_is_told()
    {
        Join("news/#");
        Invite("news/1");
        Invite("news/2");
        Assert.Equal(2, _hub.FilterOnlyRelays);
        Assert.Single(_effects, static effect => effect.Kind == NodeRelaysEffectKind.Start);

        Invite("news/3");
        Assert.Equal("news/#", Assert.Single(_effects, static effect => effect.Kind == NodeRelaysEffectKind.TellGap).Audience!.Filter.Value);
        Assert.DoesNotContain(_effects, static effect => effect.Kind == NodeRelaysEffectKind.Start);
        Assert.Equal(2, _hub.Relays);

        // What there is already goes on.
        Invite("news/2");
        Assert.DoesNotContain(_effects, static effect => effect.Kind == NodeRelaysEffectKind.TellGap);
    }

    [Fact]
    public void A_relay_that_somebody_hears_by_name_does_not_count()
    {
        Join("news/#");
        Invite("news/1");
        Turn(() => _hub.Join(TopicName.Parse("news/1"), _effects));
        Turn(() => _hub.Join(TopicName.Parse("news/2"), _effects));
        Assert.Equal((2, 0), (_hub.Relays, _hub.FilterOnlyRelays));
        Invite("news/3");
        Invite("news/4");
        Assert.Equal((4, 2), (_hub.Relays, _hub.FilterOnlyRelays));
    }

    [Fact]
    public void A_relay_that_rests_makes_room_for_another()
    {
        Join("news/#");
        Invite("news/1");
        Invite("news/2");

        // Attached and invited: two messages hold it.
        Turn(() => _hub.Rested(new RelayRested(TopicName.Parse("news/1"), 2, At(5), new Term(1)), 0, _effects));
        Assert.Equal(NodeRelaysEffectKind.Stop, Assert.Single(_effects).Kind);
        Invite("news/3");
        Assert.Contains(_effects, static effect => effect.Kind == NodeRelaysEffectKind.Start);
        Assert.Equal(2, _hub.FilterOnlyRelays);
    }

    [Fact]
    public void A_relay_that_was_sent_something_meanwhile_does_not_rest()
    {
        Join("news/#");
        Invite("news/1");
        Invite("news/1");
        Turn(() => _hub.Rested(new RelayRested(TopicName.Parse("news/1"), 2, At(5), new Term(1)), 0, _effects));
        Assert.Empty(_effects);
        Assert.Equal(1, _hub.Relays);
    }

    [Fact]
    public void Beyond_the_limit_of_filters_a_subscribe_is_refused_and_a_second_one_of_the_same_is_not()
    {
        Join("news/#");
        Join("sport/+");
        Join("art/#");
        Assert.Equal(NodeRelaysEffectKind.Refused, Assert.Single(_effects).Kind);
        Join("news/#");
        Assert.Equal(NodeRelaysEffectKind.Joined, Assert.Single(_effects).Kind);
        Assert.Equal(2, _hub.Filters);
    }

    [Fact]
    public void When_another_node_has_forgotten_invites_every_audience_is_told()
    {
        Join("news/#");
        Join("sport/+");
        Turn(() => _hub.Reported(new HeadReport(Other, 1, [], [], HasForgotten: true), _effects));
        Assert.Equal(
            ["news/#", "sport/+"],
            _effects.Where(static effect => effect.Kind == NodeRelaysEffectKind.TellGap).Select(static effect => effect.Audience!.Filter.Value).Order(StringComparer.Ordinal));
    }

    private void Join(string filter)
    {
        Assert.True(TopicFilter.TryParse(filter, out var parsed));
        Turn(() => _hub.JoinFilter(parsed, new Member(), 0, _effects));
    }

    private void Invite(string topic) => Turn(() => _hub.Reported(
        new HeadReport(Other, ++_sequence, [], [new TopicMatched(TopicName.Parse(topic), new Term(1), At(5), Self)], HasForgotten: false), _effects));

    private static Position At(long offset) => new(new Epoch(7), new Offset(offset));

    private void Turn(Action action)
    {
        _effects.Clear();
        action();
    }

    private sealed class Member : IAudienceMember
    {
        public bool MayOverlap => false;

        public bool HasLeft { get; set; }
    }
}

using Broker.Actors.Deliveries;
using Broker.Actors.Nodes;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Relays;

public class RelayStateTests
{
    private static readonly TopicName Topic = TopicName.Parse("news/today");
    private static readonly Epoch First = new(7);
    private static readonly Epoch Second = new(8);

    private static readonly NodeId Node = new(42);

    private readonly List<RelayEffect<string, string>> _effects = [];
    private readonly RelayOptions _options = new() { EarlyCount = 2 };
    private readonly RelayState<string, string> _relay;
    private long _now = 1_000;

    public RelayStateTests() => _relay = new RelayState<string, string>(Topic, Node, _options);

    [Fact]
    public void A_subscriber_is_admitted_when_the_owner_has_acknowledged()
    {
        Turn(() => _relay.Join("ann", _now, _effects));
        Assert.Equal(new SubscribeNode(Topic, Position.None, Term.Zero, Term.Zero, Node, 1), Assert.Single(_effects).Message);

        Subscribed(term: 10, First, head: 5);

        var admitted = Assert.Single(_effects, static effect => effect.Kind == RelayEffectKind.Admit);
        Assert.Equal(("ann", new Position(First, new Offset(5))), (admitted.Subscriber, admitted.Position));
        Assert.Contains(_effects, static effect => effect is { Kind: RelayEffectKind.Watch, Peer: "owner" });
    }

    [Fact]
    public void A_later_subscriber_is_admitted_at_once()
    {
        Follow();

        Turn(() => _relay.Join("bob", _now, _effects));

        Assert.Equal(RelayEffectKind.Admit, Assert.Single(_effects).Kind);
    }

    [Fact]
    public void Deliveries_in_order_are_emitted_and_duplicates_are_not()
    {
        Follow();

        Assert.Equal(DeliverVerdict.InOrder, Deliver(1));
        Assert.Equal(DeliverVerdict.Duplicate, Deliver(1));
        Assert.Empty(_effects);
        Assert.Equal(DeliverVerdict.InOrder, Deliver(2));
        Assert.Equal([2], Emitted());
    }

    [Fact]
    public void A_gap_is_fetched_once_and_what_came_early_follows_it()
    {
        Follow();

        Assert.Equal(DeliverVerdict.Early, Deliver(3));
        Assert.Equal(new Fetch(new Term(10), First, new Offset(1), new Offset(3)), Assert.Single(_effects).Message);
        Assert.Equal(DeliverVerdict.Early, Deliver(4));
        Assert.Empty(_effects);

        Fetched(from: 1, kept: 1, head: 4, 1, 2);

        Assert.Equal([1, 2, 3, 4], Emitted());
        Assert.Equal(0, _relay.Early);
    }

    [Fact]
    public void What_does_not_fit_beside_a_gap_is_fetched_again()
    {
        Follow();
        Deliver(3);
        Deliver(4);
        Deliver(5);
        Assert.Equal(2, _relay.Early);

        Fetched(from: 1, kept: 1, head: 5, 1, 2);

        Assert.Equal([1, 2, 3, 4], Emitted());
        Assert.Equal(new Fetch(new Term(10), First, new Offset(5), new Offset(5)), Sent<Fetch>());
    }

    [Fact]
    public void When_a_range_is_gone_the_subscribers_are_told_and_go_on_after_it()
    {
        Follow();
        Deliver(9);

        Fetched(from: 1, kept: 7, head: 9, 7, 8);

        var gap = Assert.IsType<TopicGap>(_effects[0].Message);
        Assert.Equal((GapReason.RangeGone, 0, 6), (gap.Reason, gap.Before.Offset.Value, gap.After.Offset.Value));
        Assert.Equal([7, 8, 9], Emitted());
    }

    [Fact]
    public void A_lost_last_publication_is_found_by_the_report_of_the_head()
    {
        Follow();

        Turn(() => _relay.Headed("owner", new TopicHead(new Term(10), new Position(First, new Offset(1))), _now, _effects));

        Assert.Equal(1, Sent<Fetch>().From.Value);
    }

    [Fact]
    public void A_fetch_without_an_answer_is_repeated_and_then_the_owner_is_looked_for()
    {
        Follow();
        Deliver(2);

        for (var attempt = 1; attempt < _options.FetchAttempts; attempt++)
        {
            Tick();
            Assert.Equal(1, Sent<Fetch>().From.Value);
        }

        Tick();
        Assert.Equal(new Position(First, Offset.Zero), Sent<SubscribeNode>().Known);
    }

    [Fact]
    public void Nothing_of_a_lower_term_is_taken_and_its_owner_is_told()
    {
        Follow(term: 10);

        Assert.Equal(DeliverVerdict.OtherTerm, Deliver(1, term: 9, from: "stale"));

        Assert.Equal(new TermOutlived(new Term(10)), Sent<TermOutlived>());
        Assert.Equal("stale", _effects[0].Peer);
        Assert.Equal(GapReason.OwnerLost, Sent<TopicGap>().Reason);

        Deliver(2, term: 9, from: "stale");
        Assert.Single(_effects);
    }

    [Fact]
    public void A_delivery_of_a_higher_term_makes_the_relay_subscribe_anew()
    {
        Follow(term: 10);

        Assert.Equal(DeliverVerdict.OtherTerm, Deliver(1, term: 11, from: "newer"));
        Assert.Equal(new Term(11), Sent<SubscribeNode>().Highest);
        Assert.Equal(DeliverVerdict.OtherTerm, Deliver(1, term: 10));
    }

    [Fact]
    public void When_the_owner_is_gone_the_relay_subscribes_at_once_and_again_with_growing_waits()
    {
        Follow();

        Turn(() => _relay.OwnerGone("owner", _now, _effects));
        Assert.Equal(new SubscribeNode(Topic, new Position(First, Offset.Zero), new Term(10), new Term(10), Node, 2), Sent<SubscribeNode>());

        var waits = new List<long>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var before = _now;
            Tick();
            Sent<SubscribeNode>();
            waits.Add(_now - before);
        }

        Assert.Equal([500, 1000, 2000, 3000, 3000], waits);
    }

    [Fact]
    public void A_new_epoch_is_taken_from_its_first_offset_and_a_lost_owner_is_told()
    {
        Follow();
        Deliver(1);
        Turn(() => _relay.OwnerGone("owner", _now, _effects));

        Subscribed(term: 11, Second, head: 2, from: "next");

        var gap = Assert.IsType<TopicGap>(Assert.Single(_effects, static effect => effect.Kind == RelayEffectKind.TellGap).Message);
        Assert.Equal((GapReason.OwnerLost, 1, 0), (gap.Reason, gap.Before.Offset.Value, gap.After.Offset.Value));
        Assert.Equal(new Fetch(new Term(11), Second, new Offset(1), new Offset(2)), Sent<Fetch>());
    }

    [Fact]
    public void A_clean_end_is_confirmed_when_nothing_is_missing_and_only_another_epoch_is_a_gap()
    {
        Follow();
        Deliver(1);
        Turn(() => _relay.Ended("owner", new TopicEnded(new Term(10), new Position(First, new Offset(2))), _now, _effects));
        Assert.Equal(2, Sent<Fetch>().From.Value);

        Fetched(from: 2, kept: 1, head: 2, 2);
        Assert.Equal(new EndReceived(new Term(10)), Sent<EndReceived>());

        Turn(() => _relay.OwnerGone("owner", _now, _effects));
        Subscribed(term: 11, First, head: 2, from: "next");
        Assert.DoesNotContain(_effects, static effect => effect.Kind == RelayEffectKind.TellGap);

        Turn(() => _relay.OwnerGone("next", _now, _effects));
        Subscribed(term: 12, Second, head: 0, from: "third");
        Assert.Equal(GapReason.OwnerLost, Sent<TopicGap>().Reason);
    }

    [Fact]
    public void What_a_stopped_owner_sent_is_taken_until_there_is_a_new_one()
    {
        Follow();
        Turn(() => _relay.OwnerGone("owner", _now, _effects));

        Assert.Equal(DeliverVerdict.InOrder, Deliver(1));
    }

    [Fact]
    public void One_who_joins_during_a_repair_hears_only_what_comes_after_the_head_of_that_moment()
    {
        Follow();
        Deliver(3);
        Turn(() => _relay.Join("bob", _now, _effects));
        Assert.Empty(_effects);

        Fetched(from: 1, kept: 1, head: 3, 1, 2);

        Assert.Equal(RelayEffectKind.Admit, _effects[^1].Kind);
        Assert.Equal(3, _effects[^1].Position.Offset.Value);
    }

    [Fact]
    public void A_relay_lingers_after_its_last_subscriber_and_then_rests()
    {
        Follow();
        _relay.Leave("ann", _now);
        Assert.Equal(_now + 5_000, _relay.NextTick);

        Turn(() => _relay.Join("bob", _now, _effects));
        Assert.Null(_relay.NextTick);
        _relay.Leave("bob", _now);
        Tick();
        Assert.Equal(RelayPhase.Unsubscribing, _relay.Phase);
        Assert.Equal(new UnsubscribeNode(new Term(10), new Position(First, Offset.Zero), 1), Sent<UnsubscribeNode>());

        Turn(() => _relay.Unsubscribed("owner", new NodeUnsubscribed(new Term(10), 1), _effects));

        Assert.Equal(new RelayRested(Topic, 2, new Position(First, Offset.Zero), new Term(10)), Sent<RelayRested>());
    }

    [Fact]
    public void One_who_joins_while_the_relay_asks_to_rest_is_admitted_by_a_new_subscription_only()
    {
        AskForRest();

        Turn(() => _relay.Join("bob", _now, _effects));
        Assert.Equal(2, Sent<SubscribeNode>().Number);
        Turn(() => _relay.Unsubscribed("owner", new NodeUnsubscribed(new Term(10), 1), _effects));
        Assert.Empty(_effects);
        Assert.Equal(RelayPhase.Subscribing, _relay.Phase);

        Subscribed(term: 10, First, head: 0);
        Assert.Contains(_effects, static effect => effect is { Kind: RelayEffectKind.Admit, Subscriber: "bob" });
    }

    [Fact]
    public void A_relay_that_is_not_at_the_head_fetches_before_it_rests()
    {
        AskForRest();

        Turn(() => _relay.Headed("owner", new TopicHead(new Term(10), new Position(First, new Offset(1))), _now, _effects));
        Assert.Equal(RelayPhase.Subscribed, _relay.Phase);
        Sent<Fetch>();

        Fetched(from: 1, kept: 1, head: 1, 1);
        Tick();
        Assert.Equal(1, Sent<UnsubscribeNode>().Position.Offset.Value);
    }

    [Fact]
    public void A_late_answer_to_a_subscribe_does_not_keep_a_relay_that_rests_on_the_owners_list()
    {
        AskForRest();
        Turn(() => _relay.Unsubscribed("owner", new NodeUnsubscribed(new Term(10), 1), _effects));

        Subscribed(term: 10, First, head: 0);

        Assert.Equal(1, Sent<UnsubscribeNode>().Number);
    }

    [Fact]
    public void One_who_leaves_before_the_answer_is_not_admitted()
    {
        Turn(() => _relay.Join("ann", _now, _effects));
        _relay.Leave("ann", _now);

        Subscribed(term: 10, First, head: 0);

        Assert.DoesNotContain(_effects, static effect => effect.Kind == RelayEffectKind.Admit);
        Assert.Equal(0, _relay.Subscribers);
    }

    private void Follow(long term = 10)
    {
        Turn(() => _relay.Join("ann", _now, _effects));
        Subscribed(term, First, head: 0);
    }

    private void AskForRest()
    {
        Follow();
        _relay.Leave("ann", _now);
        Tick();
    }

    private void Subscribed(long term, Epoch epoch, long head, string from = "owner") => Turn(() =>
        _relay.Subscribed(from, new NodeSubscribed(new Term(term), new Position(epoch, new Offset(head))), _now, _effects));

    private DeliverVerdict Deliver(long offset, long term = 10, string from = "owner")
    {
        _effects.Clear();
        return _relay.Delivered(from, new Deliver(new Term(term), Publication(offset)), _now, _effects);
    }

    private void Fetched(long from, long kept, long head, params long[] offsets) => Turn(() => _relay.Fetched(
        "owner",
        new Fetched(
            new Term(10), new Offset(from), new Offset(kept), new Position(First, new Offset(head)), [.. offsets.Select(Publication)]),
        _now,
        _effects));

    private void Tick()
    {
        _now = _relay.NextTick!.Value;
        Turn(() => _relay.Tick(_now, _effects));
    }

    private void Turn(Action action)
    {
        _effects.Clear();
        action();
    }

    private T Sent<T>() => Assert.Single(_effects.Select(static effect => effect.Message).OfType<T>());

    private IEnumerable<long> Emitted() => _effects
        .Where(static effect => effect.Kind == RelayEffectKind.Emit)
        .Select(static effect => ((Publication)effect.Message!).Offset.Value);

    private static Publication Publication(long offset) => new(Topic, First, new Offset(offset), 0, Payload.OfBinary(new byte[] { 1 }));
}

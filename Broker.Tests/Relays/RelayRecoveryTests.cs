using Broker.Actors.Deliveries;
using Broker.Actors.Nodes;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Relays;

/// <summary>Those who come back to a relay with the position through which they have heard the topic.</summary>
public sealed class RelayRecoveryTests
{
    private static readonly TopicName Topic = TopicName.Parse("news/today");
    private static readonly Epoch Known = new(7);

    private readonly List<RelayEffect<string, string>> _effects = [];
    private readonly RelayOptions _options = new() { RecoverCount = 5, RecoverBytes = 100 };
    private readonly RelayState<string, string> _relay;
    private long _now = 1_000;

    public RelayRecoveryTests() => _relay = new RelayState<string, string>(Topic, new NodeId(42), _options);

    [Fact]
    public void One_who_missed_nothing_is_admitted_at_once()
    {
        Follow(head: 10);
        Recover("ann", 10);
        Assert.Equal(("ann", 10, true, ""), Assert.Single(Admitted()));
        Assert.DoesNotContain(_effects, static effect => effect.Message is Fetch);
    }

    [Fact]
    public void What_one_missed_is_fetched_and_comes_with_its_admission()
    {
        Follow(head: 10);
        Recover("ann", 7);
        Assert.Equal((8, 10), Fetching());
        Assert.Empty(Admitted());

        Fetched(8, kept: 1, 8, 9, 10);
        Assert.Equal(("ann", 7, true, "8 9 10"), Assert.Single(Admitted()));
        Assert.Equal(0, _relay.KeptForRecovery);
    }

    [Fact]
    public void What_is_published_meanwhile_follows_what_was_missed_and_is_not_emitted_twice()
    {
        Follow(head: 10);
        Recover("ann", 8);
        Deliver(11);
        Assert.Equal(["first"], _effects.Where(static effect => effect.Kind == RelayEffectKind.Emit).Select(static _ => "first"));

        Fetched(9, kept: 1, 9, 10);
        Assert.Equal(("ann", 8, true, "9 10 11"), Assert.Single(Admitted()));
        Deliver(12);
        Assert.Equal(RelayEffectKind.Emit, Assert.Single(_effects).Kind);
    }

    [Fact]
    public void A_range_that_comes_in_parts_is_fetched_to_its_end()
    {
        Follow(head: 10);
        Recover("ann", 6);
        Fetched(7, kept: 1, 7, 8);
        Assert.Empty(Admitted());
        Assert.Equal((9, 10), Fetching());
        Fetched(9, kept: 1, 9, 10);
        Assert.Equal(("ann", 6, true, "7 8 9 10"), Assert.Single(Admitted()));
    }

    [Fact]
    public void One_round_serves_all_who_wait_and_who_comes_during_it_has_the_next()
    {
        Turn(() => _relay.Recover("ann", At(6), _now, _effects));
        Turn(() => _relay.Recover("bob", At(8), _now, _effects));
        Subscribed(head: 10);

        // The relay knew nothing, so it joined at the head.
        Assert.Equal((7, 10), Fetching());
        Recover("eve", 9);
        Assert.DoesNotContain(_effects, static effect => effect.Message is Fetch);

        Fetched(7, kept: 1, 7, 8, 9, 10);
        Assert.Equal([("ann", 6, true, "7 8 9 10"), ("bob", 8, true, "9 10")], Admitted().Order());
        Assert.Equal((10, 10), Fetching());
        Fetched(10, kept: 1, 10);
        Assert.Equal(("eve", 9, true, "10"), Assert.Single(Admitted()));
    }

    [Fact]
    public void Another_epoch_can_not_be_recovered_and_is_joined_at_the_head()
    {
        Follow(head: 10);
        Turn(() => _relay.Recover("ann", new Position(new Epoch(6), new Offset(9)), _now, _effects));
        Assert.Equal(("ann", 10, false, ""), Assert.Single(Admitted()));
    }

    [Fact]
    public void Who_missed_more_than_the_limit_is_not_recovered()
    {
        Follow(head: 10);
        Recover("ann", 4);
        Assert.Equal(("ann", 10, false, ""), Assert.Single(Admitted()));
    }

    [Fact]
    public void More_bytes_than_the_limit_are_not_recovered()
    {
        Follow(head: 10);
        Recover("ann", 7);
        Turn(() => _relay.Fetched("owner", Part(8, kept: 1, 60, 8, 9, 10), _now, _effects));
        Assert.Equal(("ann", 10, false, ""), Assert.Single(Admitted()));
        Assert.Equal(0, _relay.KeptForRecovery);
    }

    [Fact]
    public void A_topic_that_never_rests_does_not_keep_more_than_the_limit_for_those_who_wait()
    {
        Follow(head: 10);
        Recover("ann", 9);
        for (var offset = 11; _relay.KeptForRecovery > 0 || offset == 11; offset++)
        {
            Assert.True(_relay.KeptForRecovery <= _options.RecoverCount);
            Deliver(offset);
        }

        Assert.Equal(("ann", 16, false, ""), Assert.Single(Admitted()));
    }

    [Fact]
    public void Who_needs_what_is_gone_is_not_recovered_and_the_others_are()
    {
        Turn(() => _relay.Recover("ann", At(6), _now, _effects));
        Turn(() => _relay.Recover("bob", At(8), _now, _effects));
        Subscribed(head: 10);
        Fetched(7, kept: 9, 9, 10);
        Assert.Equal([("ann", 10, false, ""), ("bob", 8, true, "9 10")], Admitted().Order());
    }

    [Fact]
    public void Who_is_ahead_of_this_node_waits_until_it_has_caught_up()
    {
        Follow(head: 10);
        Recover("ann", 12);
        Assert.Empty(Admitted());
        Deliver(11);
        Assert.Empty(Admitted());
        Deliver(12);
        Assert.Equal(("ann", 12, true, ""), Assert.Single(Admitted()));
    }

    [Fact]
    public void Who_is_ahead_of_the_owner_itself_is_not_recovered()
    {
        Turn(() => _relay.Recover("ann", At(12), _now, _effects));
        Subscribed(head: 10);
        Assert.Equal(("ann", 10, false, ""), Assert.Single(Admitted()));
    }

    [Fact]
    public void A_fetch_without_an_answer_is_asked_for_again_of_the_next_owner_too()
    {
        Follow(head: 10);
        Recover("ann", 8);
        Assert.Equal((9, 10), Fetching());
        _now = _relay.NextTick!.Value;
        Turn(() => _relay.Tick(_now, _effects));
        Assert.Equal((9, 10), Fetching());

        Turn(() => _relay.OwnerGone("owner", _now, _effects));
        Turn(() => _relay.Subscribed(
            "next", new NodeSubscribed(new Term(11), new Position(Known, new Offset(10)), new Term(10)), _now, _effects));
        Assert.Equal((9, 10), Fetching());
        Turn(() => _relay.Fetched("next", Part(9, kept: 1, 1, 9, 10) with { Term = new Term(11) }, _now, _effects));
        Assert.Equal(("ann", 8, true, "9 10"), Assert.Single(Admitted()));
    }

    [Fact]
    public void A_new_epoch_ends_the_round_without_recovery()
    {
        Follow(head: 10);
        Recover("ann", 8);
        Turn(() => _relay.OwnerGone("owner", _now, _effects));
        Turn(() => _relay.Subscribed("next", new NodeSubscribed(new Term(11), new Position(new Epoch(8), Offset.Zero)), _now, _effects));
        Assert.Equal(("ann", 0, false, ""), Assert.Single(Admitted()));
        Assert.Contains(_effects, static effect => effect.Kind == RelayEffectKind.TellGap);
    }

    [Fact]
    public void Who_leaves_before_it_is_recovered_is_not_admitted_and_nothing_is_kept_for_it()
    {
        Follow(head: 10);
        Recover("ann", 8);
        Deliver(11);
        _relay.Leave("ann", _now);
        Assert.Equal(0, _relay.KeptForRecovery);
        Fetched(9, kept: 1, 9, 10);
        Assert.Empty(Admitted());
        Assert.Equal(1, _relay.Subscribers);
    }

    private void Follow(long head)
    {
        Turn(() => _relay.Join("first", _now, _effects));
        Subscribed(head);
        Assert.Equal("first", Assert.Single(Admitted()).Who);
    }

    private void Subscribed(long head) =>
        Turn(() => _relay.Subscribed("owner", new NodeSubscribed(new Term(10), At(head)), _now, _effects));

    private void Recover(string subscriber, long after) => Turn(() => _relay.Recover(subscriber, At(after), _now, _effects));

    private void Deliver(long offset) =>
        Turn(() => _relay.Delivered("owner", new Deliver(new Term(10), Publication(offset, bytes: 1)), _now, _effects));

    private void Fetched(long from, long kept, params long[] offsets) =>
        Turn(() => _relay.Fetched("owner", Part(from, kept, 1, offsets), _now, _effects));

    private static Fetched Part(long from, long kept, int bytes, params long[] offsets) => new(
        new Term(10), new Offset(from), new Offset(kept), At(10), [.. offsets.Select(offset => Publication(offset, bytes))]);

    private (long From, long Through) Fetching()
    {
        var fetch = Assert.Single(_effects.Select(static effect => effect.Message).OfType<Fetch>());
        return (fetch.From.Value, fetch.Through.Value);
    }

    private IEnumerable<(string Who, long At, bool? IsRecovered, string Missed)> Admitted() => _effects
        .Where(static effect => effect.Kind == RelayEffectKind.Admit)
        .Select(static effect => (
            effect.Subscriber!,
            effect.Position.Offset.Value,
            (effect.Message as RecoveredRange)?.IsRecovered,
            string.Join(' ', ((effect.Message as RecoveredRange)?.Publications ?? []).Select(static missed => missed.Offset.Value))));

    private void Turn(Action action)
    {
        _effects.Clear();
        action();
    }

    private static Position At(long offset) => new(Known, new Offset(offset));

    private static Publication Publication(long offset, int bytes) => new(Topic, Known, new Offset(offset), 0, Payload.OfBinary(new byte[bytes]));
}

using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Publishing;

public class PublisherStateTests
{
    private static readonly TopicName News = TopicName.Parse("news");
    private static readonly TopicName Sport = TopicName.Parse("sport");
    private static readonly PublisherId Self = new(42);
    private static readonly Position Here = new(new Epoch(7), new Offset(1));

    private readonly List<PublisherEffect> _effects = [];
    private readonly PublisherState _publisher = NewPublisher(isOrdered: true);
    private long _now = 1_000;

    [Fact]
    public void A_publish_is_kept_until_it_is_accepted()
    {
        Publish(News, tag: 5);
        Assert.Equal(1, _publisher.Pending);
        Assert.False(Sent().IsRepeat);

        Answer(1, PublishReply.Accepted);

        Assert.Equal(0, _publisher.Pending);
        Assert.Equal(0, _publisher.PendingBytes);
        Assert.Equal((5, null), Settled().Single());
    }

    [Fact]
    public void A_publisher_is_full_by_number_and_by_bytes()
    {
        for (var tag = 1; tag <= 64; tag++)
        {
            Assert.False(_publisher.IsFull);
            Publish(News, tag);
        }

        Assert.True(_publisher.IsFull);
        var other = NewPublisher(isOrdered: true);
        other.Publish(News, Payload.OfBinary(new byte[256 * 1024]), 1, isAwaited: true, _now, _effects);
        Assert.True(other.IsFull);
    }

    [Fact]
    public void Without_an_answer_it_is_sent_again_under_the_same_number()
    {
        Publish(News, tag: 1);
        var times = new List<long>();
        while (_publisher.Pending > 0)
        {
            Tick();
            times.Add(_now - 1_000);
            if (_publisher.Pending > 0)
            {
                Assert.Equal((1, true), (Sent().Sequence.Value, Sent().IsRepeat));
            }
        }

        Assert.Equal(Enumerable.Range(1, 12).Select(static repeat => repeat * 2_000L).Append(25_000), times);
        Assert.Equal((1, ErrorCode.OutcomeUnknown), Settled().Single());
    }

    [Fact]
    public void Each_publish_names_the_one_before_it_on_its_topic_and_the_first_that_is_not_settled()
    {
        Publish(News, tag: 1);
        Publish(Sport, tag: 2);
        Publish(News, tag: 3);
        Publish(News, tag: 4);

        Assert.Equal((3, 1), (Sent().After.Value, Sent().Floor.Value));
        Answer(1, PublishReply.Accepted);
        Publish(News, tag: 5);
        Assert.Equal((4, 3), (Sent().After.Value, Sent().Floor.Value));
    }

    [Fact]
    public void Results_come_in_the_order_of_the_publishes()
    {
        Publish(News, tag: 1);
        Publish(Sport, tag: 2);

        Answer(2, PublishReply.Accepted);
        Assert.Empty(Settled());
        Answer(1, PublishReply.Accepted);

        Assert.Equal([1, 2], Settled().Select(static settled => settled.Tag));
    }

    [Fact]
    public void Unordered_results_do_not_wait_for_each_other()
    {
        var gateway = NewPublisher(isOrdered: false);
        gateway.Publish(News, Payload.OfBinary(new byte[] { 1 }), 1, isAwaited: true, _now, _effects);
        gateway.Publish(News, Payload.OfBinary(new byte[] { 1 }), 2, isAwaited: true, _now, _effects);
        Assert.Equal(0, Sent().After.Value);
        _effects.Clear();

        gateway.Answered(new PublishAnswer(Self, new PublishSequence(2), PublishReply.Accepted, Here, 1), _now, _effects);

        Assert.Equal(2, Settled().Single().Tag);
    }

    [Fact]
    public void The_epoch_that_a_publish_carries_is_the_one_known_when_it_was_first_sent()
    {
        Publish(News, tag: 1);
        Assert.Equal(Epoch.None, Sent().Epoch);
        Answer(1, PublishReply.Accepted);
        Publish(News, tag: 2);
        Assert.Equal(Here.Epoch, Sent().Epoch);
    }

    [Fact]
    public void A_held_publish_is_sent_anew_when_the_one_before_it_is_settled()
    {
        Publish(News, tag: 1);
        Publish(News, tag: 2);
        Answer(2, PublishReply.Held);
        Assert.Empty(_effects);

        Answer(1, PublishReply.Unknown);

        var again = Assert.Single(_effects, static effect => effect.Kind == PublisherEffectKind.Send).Publish!;
        Assert.Equal((2, 0, false), (again.Sequence.Value, again.After.Value, again.IsRepeat));
        Assert.Equal(Here.Epoch, again.Epoch);
    }

    [Fact]
    public void A_publish_of_which_no_copy_is_out_was_certainly_not_accepted()
    {
        Publish(News, tag: 1);
        Publish(News, tag: 2);
        Answer(2, PublishReply.Held);

        Tick(_now + 25_000);

        Assert.Equal([(1, ErrorCode.OutcomeUnknown), (2, ErrorCode.Unavailable)], Settled());
    }

    [Fact]
    public void A_publish_that_its_topic_can_not_take_now_is_sent_anew_a_little_later()
    {
        Publish(News, tag: 1);
        Answer(1, PublishReply.Busy);
        Assert.Empty(_effects);
        Assert.InRange(_publisher.NextTick!.Value - _now, 250, 500);

        Tick();
        Assert.Equal((1, false), (Sent().Sequence.Value, Sent().IsRepeat));
        Answer(1, PublishReply.Accepted);
        Assert.Equal([(1, null)], Settled());
    }

    [Fact]
    public void The_epoch_of_a_topic_that_can_not_act_is_not_learned()
    {
        Publish(News, tag: 1);
        Answer(1, PublishReply.Busy);
        Tick();
        Assert.Equal(Epoch.None, Sent().Epoch);
    }

    [Fact]
    public void Publishes_that_were_turned_away_together_do_not_come_back_together()
    {
        var publisher = NewPublisher(isOrdered: false);
        var times = new HashSet<long>();
        for (var sequence = 1; sequence <= 10; sequence++)
        {
            publisher.Publish(News, Payload.OfBinary(new byte[] { 1 }), sequence, isAwaited: true, _now, _effects);
            publisher.Answered(new PublishAnswer(Self, new PublishSequence(sequence), PublishReply.Busy, Here, 1), _now, _effects);
        }

        while (publisher.NextTick is { } next && next <= _now + 500)
        {
            times.Add(next);
            publisher.Tick(next, _effects);
        }

        Assert.True(times.Count > 5, $"{times.Count} times");
    }

    [Fact]
    public void A_publish_of_which_every_copy_was_turned_away_was_certainly_not_accepted()
    {
        Publish(News, tag: 1);
        var turns = 0;
        for (var end = _now + 25_000; _publisher.Pending > 0; turns++)
        {
            Answer(1, PublishReply.Busy);
            Tick();
            Assert.True(_now <= end);
        }

        Assert.Equal([(1, ErrorCode.Unavailable)], Settled());
        Assert.InRange(turns, 25_000 / 500, 25_000 / 250);
    }

    [Fact]
    public void While_another_copy_is_out_a_busy_answer_settles_nothing()
    {
        Publish(News, tag: 1);
        Tick();
        Assert.True(Sent().IsRepeat);
        Answer(1, PublishReply.Busy);
        Tick(_now + 25_000);
        Assert.Equal([(1, ErrorCode.OutcomeUnknown)], Settled());
    }

    [Fact]
    public void What_follows_a_busy_publish_waits_for_it_and_keeps_its_place()
    {
        Publish(News, tag: 1);
        Publish(News, tag: 2);
        Publish(Sport, tag: 3);
        Answer(1, PublishReply.Busy);
        Answer(2, PublishReply.Held);
        Answer(3, PublishReply.Accepted);
        Assert.Empty(Settled());

        Tick();
        Assert.Equal([1], _effects.Where(static effect => effect.Kind == PublisherEffectKind.Send).Select(static effect => effect.Publish!.Sequence.Value));
        Answer(1, PublishReply.Accepted);
        Assert.Equal((2, false), (Sent().Sequence.Value, Sent().IsRepeat));
        Assert.Equal([1], Settled().Select(static settled => settled.Tag));
        Answer(2, PublishReply.Accepted);
        Assert.Equal([2, 3], Settled().Select(static settled => settled.Tag));
    }

    [Fact]
    public void An_answer_that_is_late_or_meant_for_another_changes_nothing()
    {
        Publish(News, tag: 1);
        Turn(() => _publisher.Answered(
            new PublishAnswer(new PublisherId(1), new PublishSequence(1), PublishReply.Accepted, Here, 1), _now, _effects));
        Assert.Empty(_effects);

        Answer(1, PublishReply.Accepted);
        Answer(1, PublishReply.Unknown);
        Assert.Empty(_effects);
    }

    private static PublisherState NewPublisher(bool isOrdered) => new(Self, isOrdered, 64, 256 * 1024, new PublishOptions());

    private void Publish(TopicName topic, long tag) =>
        Turn(() => _publisher.Publish(topic, Payload.OfBinary(new byte[] { 1 }), tag, isAwaited: true, _now, _effects));

    private void Answer(long sequence, PublishReply reply) =>
        Turn(() => _publisher.Answered(new PublishAnswer(Self, new PublishSequence(sequence), reply, Here, 1), _now, _effects));

    private void Tick(long? at = null)
    {
        _now = at ?? _publisher.NextTick!.Value;
        Turn(() => _publisher.Tick(_now, _effects));
    }

    private void Turn(Action action)
    {
        _effects.Clear();
        action();
    }

    private Publish Sent() => _effects.Last(static effect => effect.Kind == PublisherEffectKind.Send).Publish!;

    private IEnumerable<(long Tag, ErrorCode? Error)> Settled() => _effects
        .Where(static effect => effect.Kind == PublisherEffectKind.Settle)
        .Select(static effect => (effect.Tag, effect.Error));
}

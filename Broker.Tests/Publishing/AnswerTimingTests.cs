using Broker.Actors.Answers;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Publishing;

/// <summary>When a publisher lets its topic take its time with the answer.</summary>
public class AnswerTimingTests
{
    private static readonly TopicName News = TopicName.Parse("news");
    private static readonly TopicName Sport = TopicName.Parse("sport");
    private static readonly PublisherId Self = new(42);

    private readonly List<PublisherEffect> _effects = [];
    private readonly PublisherState _publisher = new(Self, isOrdered: true, 64, 256 * 1024, new PublishOptions());
    private long _now = 1_000;
    private long _last;

    [Fact]
    public void The_answer_may_wait_when_no_client_does_and_the_epoch_is_known()
    {
        Assert.Equal(AnswerTiming.AtOnce, Publish(News));
        Answer(1);

        Assert.Equal(AnswerTiming.MayWait, Publish(News));
        Assert.Equal(AnswerTiming.MayWait, Publish(News));
    }

    [Fact]
    public void An_awaited_one_takes_along_what_waits_before_it_on_any_topic()
    {
        Know(News, Sport);
        Assert.Equal(AnswerTiming.AtOnce, Publish(News, isAwaited: true));
        Assert.Equal(AnswerTiming.MayWait, Publish(Sport));
        Assert.Equal(AnswerTiming.AtOnceWithWaiting, Publish(News, isAwaited: true));

        Answer(_last - 2);
        Answer(_last - 1);
        Assert.Equal(AnswerTiming.AtOnce, Publish(News, isAwaited: true));
    }

    [Fact]
    public void From_half_a_window_on_answers_are_wanted_at_once_and_for_a_second_more()
    {
        Know(News);
        for (var count = 1; count <= 32; count++)
        {
            Assert.Equal(AnswerTiming.MayWait, Publish(News));
        }

        Assert.Equal(AnswerTiming.AtOnceWithWaiting, Publish(News));
        for (var sequence = 1; sequence <= _last; sequence++)
        {
            Answer(sequence);
        }

        _now += 999;
        Assert.Equal(AnswerTiming.AtOnce, Publish(News));
        _now++;
        Assert.Equal(AnswerTiming.MayWait, Publish(News));
    }

    [Fact]
    public void Half_the_bytes_of_a_window_count_too()
    {
        Know(News);
        Assert.Equal(AnswerTiming.MayWait, Publish(News, bytes: 128 * 1024));
        Assert.Equal(AnswerTiming.AtOnceWithWaiting, Publish(News, bytes: 1));
    }

    [Fact]
    public void None_waits_where_none_may()
    {
        var publisher = new PublisherState(Self, isOrdered: true, 64, 256 * 1024, new PublishOptions { AnswerWait = TimeSpan.Zero });
        publisher.Publish(News, Payload.OfBinary(new byte[1]), tag: 1, isAwaited: false, _now, _effects);
        publisher.Answered(new PublishAnswer(Self, new PublishSequence(1), PublishReply.Accepted, new Position(new Epoch(7), new Offset(1)), 1), _now, _effects);
        publisher.Publish(News, Payload.OfBinary(new byte[1]), tag: 2, isAwaited: false, _now, _effects);

        Assert.Equal(AnswerTiming.AtOnce, Sent().Timing);
    }

    [Fact]
    public void What_is_sent_again_is_answered_at_once()
    {
        Know(News);
        Assert.Equal(AnswerTiming.MayWait, Publish(News));

        _now = _publisher.NextTick!.Value;
        _effects.Clear();
        _publisher.Tick(_now, _effects);

        Assert.Equal((true, AnswerTiming.AtOnce), (Sent().IsRepeat, Sent().Timing));
    }

    [Fact]
    public void What_was_held_is_answered_at_once_when_it_goes_on()
    {
        Know(News);
        Publish(News);
        Publish(News);
        Answer(_last, PublishReply.Held);
        Answer(_last - 1);

        Assert.Equal((false, AnswerTiming.AtOnce), (Sent().IsRepeat, Sent().Timing));
    }

    private void Know(params TopicName[] topics)
    {
        foreach (var topic in topics)
        {
            Publish(topic);
            Answer(_last);
        }
    }

    private AnswerTiming Publish(TopicName topic, bool isAwaited = false, int bytes = 1)
    {
        _effects.Clear();
        _publisher.Publish(topic, Payload.OfBinary(new byte[bytes]), tag: ++_last, isAwaited, _now, _effects);
        return Sent().Timing;
    }

    private void Answer(long sequence, PublishReply reply = PublishReply.Accepted)
    {
        _effects.Clear();
        var position = new Position(new Epoch(7), new Offset(sequence));
        _publisher.Answered(new PublishAnswer(Self, new PublishSequence(sequence), reply, position, 1), _now, _effects);
    }

    private Publish Sent() => _effects.Last(static effect => effect.Kind == PublisherEffectKind.Send).Publish!;
}

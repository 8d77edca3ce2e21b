using Broker.Actors.Connections;
using Broker.Actors.Topics;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Connections;

public class ConnectionStateTests
{
    private static readonly TopicName News = TopicName.Parse("news");
    private static readonly Position Here = new(new Epoch(7), new Offset(3));

    private readonly ConnectionState _state = new(new ConnectionOptions { Subscriptions = 2 });

    [Fact]
    public void A_subscribe_is_answered_when_the_topic_delivers()
    {
        Assert.Equal(SubscribeStep.Join, _state.Subscribe(News, tag: 1, now: 0));
        Assert.False(_state.IsSettled);

        Assert.True(_state.Joined(News, Here));

        Assert.True(_state.IsSettled);
        Assert.Equal([new SubscribeOutcome(1, null, Here.Epoch, Here.Offset)], Outcomes());
    }

    [Fact]
    public void Asking_twice_joins_once_and_is_answered_twice()
    {
        _state.Subscribe(News, tag: 1, now: 0);
        Assert.Equal(SubscribeStep.Nothing, _state.Subscribe(News, tag: 2, now: 0));
        _state.Joined(News, Here);
        Assert.Equal(SubscribeStep.Nothing, _state.Subscribe(News, tag: 3, now: 0));

        Assert.Equal([1, 2, 3], Outcomes().Select(static outcome => outcome.Tag));
    }

    [Fact]
    public void One_topic_too_many_is_an_error()
    {
        _state.Subscribe(News, tag: 1, now: 0);
        _state.Subscribe(TopicName.Parse("sport"), tag: 2, now: 0);

        Assert.Equal(SubscribeStep.Nothing, _state.Subscribe(TopicName.Parse("art"), tag: 3, now: 0));

        Assert.Equal([new SubscribeOutcome(3, ErrorCode.LimitExceeded)], Outcomes());
    }

    [Fact]
    public void A_topic_that_does_not_answer_in_time_is_given_up()
    {
        _state.Subscribe(News, tag: 1, now: 0);

        Assert.Empty(_state.Tick(_state.NextTick!.Value - 1));
        Assert.Equal([News], _state.Tick(_state.NextTick!.Value));

        Assert.Equal([new SubscribeOutcome(1, ErrorCode.Unavailable)], Outcomes());
        Assert.False(_state.Joined(News, Here));
        Assert.True(_state.IsSettled);
    }

    [Fact]
    public void One_who_leaves_is_asked_anew()
    {
        _state.Subscribe(News, tag: 1, now: 0);
        _state.Joined(News, Here);

        Assert.True(_state.Unsubscribe(News));
        Assert.False(_state.Unsubscribe(News));
        Assert.Equal(SubscribeStep.Join, _state.Subscribe(News, tag: 2, now: 0));
    }

    private List<SubscribeOutcome> Outcomes()
    {
        var outcomes = new List<SubscribeOutcome>();
        while (_state.TryTakeOutcome(out var outcome))
        {
            outcomes.Add(outcome);
        }

        return outcomes;
    }
}

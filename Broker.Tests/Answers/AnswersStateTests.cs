using Broker.Actors.Answers;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;

namespace Broker.Tests.Answers;

public class AnswersStateTests
{
    private readonly List<AnswersEffect<string>> _effects = [];
    private readonly AnswersState<string> _answers = new(new PublishOptions { AnswerWait = TimeSpan.FromMilliseconds(5), AnswerBatch = 3 });

    [Fact]
    public void All_that_wait_go_when_the_first_has_waited_long_enough_one_message_for_each_node()
    {
        _answers.Add("a", Answer(1), now: 100, _effects);
        _answers.Add("b", Answer(2), now: 103, _effects);
        _answers.Add("a", Answer(3), now: 104, _effects);
        Assert.Equal(105, _answers.NextTick);
        _answers.Tick(104, _effects);
        Assert.Empty(_effects);

        _answers.Tick(105, _effects);

        Assert.Equal(["a: 1 3", "b: 2"], Sent());
        Assert.Equal((0, null), (_answers.Waiting, _answers.NextTick));
    }

    [Fact]
    public void What_is_sent_does_not_change_any_more()
    {
        _answers.Add("a", Answer(1), now: 100, _effects);
        _answers.Tick(105, _effects);
        var first = _effects[0].Message;

        _answers.Add("a", Answer(2), now: 106, _effects);

        Assert.Single(first.Answers);
        Assert.Equal(111, _answers.NextTick);
    }

    [Fact]
    public void As_many_as_may_wait_for_a_node_go_at_once_and_others_go_on_waiting()
    {
        _answers.Add("b", Answer(9), now: 100, _effects);
        for (var sequence = 1; sequence <= 3; sequence++)
        {
            _answers.Add("a", Answer(sequence), now: 101, _effects);
        }

        Assert.Equal(["a: 1 2 3"], Sent());
        Assert.Equal((1, 105), (_answers.Waiting, _answers.NextTick));
    }

    [Fact]
    public void One_in_a_hurry_takes_those_along_that_wait_for_its_node_and_goes_alone_when_there_are_none()
    {
        _answers.Add("a", Answer(1), now: 100, _effects);
        Assert.False(_answers.TryAddHurried("b", Answer(2), _effects));
        Assert.Empty(_effects);

        Assert.True(_answers.TryAddHurried("a", Answer(3), _effects));

        Assert.Equal(["a: 1 3"], Sent());
        Assert.Equal((0, null), (_answers.Waiting, _answers.NextTick));
    }

    [Fact]
    public void Where_nothing_may_wait_each_goes_at_once()
    {
        var answers = new AnswersState<string>(new PublishOptions { AnswerWait = TimeSpan.Zero });

        answers.Add("a", Answer(1), now: 100, _effects);

        Assert.Equal(["a: 1"], Sent());
        Assert.Null(answers.NextTick);
    }

    private static PublishAnswer Answer(long sequence) => new(new PublisherId(1), new PublishSequence(sequence), PublishReply.Accepted, Position.None, 1);

    private IEnumerable<string> Sent() => _effects
        .Select(static effect => $"{effect.Node}: {string.Join(' ', effect.Message.Answers.Select(static answer => answer.Sequence.Value))}")
        .Order(StringComparer.Ordinal);
}

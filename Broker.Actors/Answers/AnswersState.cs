using Broker.Actors.Publishing;

namespace Broker.Actors.Answers;

/// <summary>The answers of one node's owners that wait, so that those for publishers on one other node go there together.</summary>
/// <remarks>
/// Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list. All nodes are served when the first answer has
/// waited long enough: one timer, and one round of sends for each. An answer is some 40 bytes, so their number bounds their bytes.
/// </remarks>
/// <typeparam name="TNode">Where a publisher is: an address, or a node of a simulation.</typeparam>
public sealed class AnswersState<TNode>(PublishOptions options)
    where TNode : notnull
{
    private readonly Dictionary<TNode, List<PublishAnswer>> _waiting = [];
    private readonly long _waitMs = (long)options.AnswerWait.TotalMilliseconds;

    /// <summary>When <see cref="Tick"/> has something to do.</summary>
    public long? NextTick { get; private set; }

    /// <summary>The number of answers that wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>An answer that may wait.</summary>
    public void Add(TNode node, PublishAnswer answer, long now, List<AnswersEffect<TNode>> effects)
    {
        if (!_waiting.TryGetValue(node, out var answers))
        {
            _waiting.Add(node, answers = []);
        }

        answers.Add(answer);
        Waiting++;
        NextTick ??= now + _waitMs;
        if (answers.Count >= options.AnswerBatch || _waitMs == 0)
        {
            Send(node, answers, effects);
        }
    }

    /// <summary>An answer that may not; false when nothing waits for that node, and it goes alone.</summary>
    public bool TryAddHurried(TNode node, PublishAnswer answer, List<AnswersEffect<TNode>> effects)
    {
        if (!_waiting.TryGetValue(node, out var answers))
        {
            return false;
        }

        answers.Add(answer);
        Waiting++;
        Send(node, answers, effects);
        return true;
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<AnswersEffect<TNode>> effects)
    {
        if (NextTick > now)
        {
            return;
        }

        foreach (var (node, answers) in _waiting)
        {
            effects.Add(new(node, new PublishAnswers(answers)));
        }

        _waiting.Clear();
        Waiting = 0;
        NextTick = null;
    }

    private void Send(TNode node, List<PublishAnswer> answers, List<AnswersEffect<TNode>> effects)
    {
        effects.Add(new(node, new PublishAnswers(answers)));
        _waiting.Remove(node);
        Waiting -= answers.Count;
        NextTick = Waiting == 0 ? null : NextTick;
    }
}

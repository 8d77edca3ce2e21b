using System.Runtime.InteropServices;
using Broker.Actors.Answers;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Publishing;

/// <summary>One publisher: keeps each publish until its topic accepts it, repeats it meanwhile, and gives up in bounded time.</summary>
/// <remarks>
/// <para>Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list.</para>
/// <para>When ordered, the topic takes the publishes in the order they were made and their results come in that order too; else each stands
/// for itself, as requests over HTTP do.</para>
/// </remarks>
public sealed class PublisherState(PublisherId publisher, bool isOrdered, int maxPending, long maxPendingBytes, PublishOptions options)
{
    // More topics than this make a publisher forget the epochs it knows, which costs it only repeats after a loss.
    private const int MaxKnownEpochs = 256;

    // One whose window was half used sends more in the time that answers wait than the window holds, and will do so again.
    private const long HurryMs = 1_000;

    private readonly List<PendingPublish> _pending = [];
    private readonly Dictionary<TopicName, Epoch> _epochs = [];
    private readonly long _resendAfterMs = (long)options.ResendAfter.TotalMilliseconds;
    private readonly long _giveUpAfterMs = (long)options.GiveUpAfter.TotalMilliseconds;
    private readonly long _busyMs = (long)options.BusyAfter.TotalMilliseconds;
    private readonly bool _answersMayWait = options.AnswerWait > TimeSpan.Zero;
    private long _bytes;
    private long _last;
    private long _hurriedUntil = long.MinValue;

    public PublisherId Publisher => publisher;

    public int Pending => _pending.Count;

    public long PendingBytes => _bytes;

    /// <summary>Whether another publish is one too many.</summary>
    public bool IsFull => _pending.Count >= maxPending || _bytes >= maxPendingBytes;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick
    {
        get
        {
            long? next = null;
            foreach (var pending in CollectionsMarshal.AsSpan(_pending))
            {
                if (!pending.IsSettled && (next is null || pending.ResendAt < next))
                {
                    next = pending.ResendAt;
                }
            }

            return next;
        }
    }

    /// <summary>Takes a publish and sends it. The caller looks at <see cref="IsFull"/> first.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="payload">What.</param>
    /// <param name="tag">Names the outcome.</param>
    /// <param name="isAwaited">Whether someone waits to hear that it is accepted; if not, the owner may take a little time to say so.</param>
    /// <param name="now">The steady clock.</param>
    /// <param name="effects">What is to be done.</param>
    public void Publish(TopicName topic, Payload payload, long tag, bool isAwaited, long now, List<PublisherEffect> effects)
    {
        var pending = new PendingPublish(new PublishSequence(++_last), topic, payload, tag, isAwaited, now) { ResendAt = now + _resendAfterMs };
        _pending.Add(pending);
        _bytes += payload.Length;
        if (_pending.Count > maxPending / 2 || _bytes > maxPendingBytes / 2)
        {
            _hurriedUntil = now + HurryMs;
        }

        Send(_pending.Count - 1, mayWait: _answersMayWait && !isAwaited && now >= _hurriedUntil, effects);
    }

    /// <summary>A topic answered.</summary>
    public void Answered(PublishAnswer answer, long now, List<PublisherEffect> effects)
    {
        var index = answer.Publisher == publisher ? IndexOf(answer.Sequence) : -1;
        if (index < 0 || _pending[index].IsSettled)
        {
            return;
        }

        var pending = _pending[index];
        if (answer.Reply != PublishReply.Busy)
        {
            // One who can't act may be out of date.
            Learn(pending.Topic, answer.Position.Epoch);
        }

        switch (answer.Reply)
        {
            case PublishReply.Busy:
                pending.Copies--;
                PutOff(pending, now);
                break;
            case PublishReply.Accepted:
                pending.Settle(answer, error: null);
                break;
            case PublishReply.Held:
                pending.Copies--;
                break;
            default:
                pending.Settle(answer, ErrorCode.OutcomeUnknown);
                break;
        }

        SendHeld(pending.Topic, now, effects);
        ReleaseAll(effects);
    }

    /// <summary>Time has passed: repeats what is due and gives up what is too old.</summary>
    public void Tick(long now, List<PublisherEffect> effects)
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            var pending = _pending[i];
            if (pending.IsSettled || pending.ResendAt > now)
            {
                continue;
            }

            if (now - pending.FirstSent >= _giveUpAfterMs)
            {
                pending.Settle(answer: null, pending.Copies > 0 ? ErrorCode.OutcomeUnknown : ErrorCode.Unavailable);
                SendHeld(pending.Topic, now, effects);
                continue;
            }

            // Without backing off: the credits bound how many are repeated, and after an outage each is settled within one such wait.
            pending.ResendAt = Math.Min(now + _resendAfterMs, pending.FirstSent + _giveUpAfterMs);
            if (pending.Copies > 0 || (pending.NotBefore != long.MinValue && IsFirst(i)))
            {
                Send(i, mayWait: false, effects);
            }
        }

        ReleaseAll(effects);
    }

    // What was held for one that is settled by now goes on at once, and all that follows with it. A copy that is still out holds those
    // after it: to send them would only have them held again.
    private void SendHeld(TopicName topic, long now, List<PublisherEffect> effects)
    {
        for (var i = 0; isOrdered && i < _pending.Count; i++)
        {
            var pending = _pending[i];
            if (pending.IsSettled || !pending.Topic.Equals(topic))
            {
                continue;
            }

            if (pending.Copies > 0 || now < pending.NotBefore || now - pending.FirstSent >= _giveUpAfterMs)
            {
                return;
            }

            pending.ResendAt = Math.Min(now + _resendAfterMs, pending.FirstSent + _giveUpAfterMs);
            Send(i, mayWait: false, effects);
        }
    }

    // All that wait for one owner come back at about the same time, so they are spread.
    private void PutOff(PendingPublish pending, long now)
    {
        if (pending.Copies == 0)
        {
            pending.NotBefore = now + _busyMs + ((pending.Sequence.Value * 37) % Math.Max(1, _busyMs));
            pending.ResendAt = Math.Min(pending.NotBefore, pending.FirstSent + _giveUpAfterMs);
        }
    }

    // Those after it are held by the topic, and go on when it is settled.
    private bool IsFirst(int index)
    {
        for (var i = 0; isOrdered && i < index; i++)
        {
            if (!_pending[i].IsSettled && _pending[i].Topic.Equals(_pending[index].Topic))
            {
                return false;
            }
        }

        return true;
    }

    private void Send(int index, bool mayWait, List<PublisherEffect> effects)
    {
        var pending = _pending[index];
        var after = PublishSequence.None;
        var floor = pending.Sequence;
        var othersWait = false;
        for (var i = index - 1; i >= 0; i--)
        {
            var earlier = _pending[i];
            if (earlier.IsSettled)
            {
                continue;
            }

            othersWait |= earlier.AnswerMayWait;
            if (!earlier.Topic.Equals(pending.Topic))
            {
                continue;
            }

            if (isOrdered && after == PublishSequence.None)
            {
                after = earlier.Sequence;
            }

            floor = earlier.Sequence;
        }

        var isRepeat = pending.Copies > 0;
        if (!isRepeat)
        {
            pending.Epoch = _epochs.GetValueOrDefault(pending.Topic);
        }

        // Without the epoch a repeat would be in doubt after the next change of owners, so that is learned first.
        pending.AnswerMayWait = mayWait && pending.Epoch != Epoch.None;
        pending.Copies++;
        var timing = pending.AnswerMayWait ? AnswerTiming.MayWait : othersWait ? AnswerTiming.AtOnceWithWaiting : AnswerTiming.AtOnce;
        effects.Add(PublisherEffect.Send(new Publish(
            pending.Topic, publisher, pending.Sequence, after, floor, pending.Epoch, isRepeat, pending.Payload, timing)));
    }

    private void ReleaseAll(List<PublisherEffect> effects)
    {
        var released = 0;
        var kept = 0;
        var span = CollectionsMarshal.AsSpan(_pending);
        foreach (var pending in span)
        {
            if (pending.IsSettled && (!isOrdered || kept == 0))
            {
                Settle(pending, effects);
                released++;
            }
            else
            {
                span[kept++] = pending;
            }
        }

        _pending.RemoveRange(kept, released);
    }

    private void Settle(PendingPublish pending, List<PublisherEffect> effects)
    {
        _bytes -= pending.Payload.Length;
        effects.Add(PublisherEffect.Settle(pending.Tag, pending.Answer, pending.Error));
    }

    private int IndexOf(PublishSequence sequence)
    {
        var low = 0;
        var high = _pending.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _pending[middle].Sequence.CompareTo(sequence);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private void Learn(TopicName topic, Epoch epoch)
    {
        if (_epochs.Count >= MaxKnownEpochs && !_epochs.ContainsKey(topic))
        {
            _epochs.Clear();
        }

        _epochs[topic] = epoch;
    }
}

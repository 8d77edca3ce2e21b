using Broker.Actors.Topics;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;

namespace Broker.Actors.Connections;

/// <summary>The subscriptions of one connection, and the answers its protocol has not been given yet.</summary>
/// <remarks>
/// Pure; times are milliseconds of a steady clock. A list suffices: connections have few topics, and the names compare by their hash.
/// Answers are queued because commands come during a call of the protocol, which must not be called back in it.
/// </remarks>
internal sealed class ConnectionState(ConnectionOptions options)
{
    private readonly List<Subscription> _subscriptions = new(1);
    private Queue<SubscribeOutcome>? _outcomes;
    private int _unanswered;

    /// <summary>Whether every topic that was asked for has answered.</summary>
    public bool IsSettled => _unanswered == 0;

    public IReadOnlyList<Subscription> Subscriptions => _subscriptions;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick
    {
        get
        {
            long? next = null;
            foreach (var subscription in _subscriptions)
            {
                if (!subscription.IsLive && (next is null || subscription.Deadline < next))
                {
                    next = subscription.Deadline;
                }
            }

            return next;
        }
    }

    /// <summary>The client wants to hear a topic, or all that match a filter.</summary>
    /// <param name="target">Which.</param>
    /// <param name="tag">Names the answer.</param>
    /// <param name="now">The time.</param>
    /// <param name="isTold">Whether the relay writes the answer.</param>
    /// <param name="isFromPosition">Whether it wants what comes after a position of its own, even where it hears the topic already.</param>
    public SubscribeStep Subscribe(SubscriptionTarget target, long tag, long now, bool isTold = false, bool isFromPosition = false)
    {
        var deadline = now + (long)options.SubscribeTimeout.TotalMilliseconds;
        if (Find(target) is { } known)
        {
            if (isFromPosition)
            {
                _unanswered += known.IsLive ? 1 : 0;
                known.BeginAgain(tag, isTold, deadline);
                return SubscribeStep.Rejoin;
            }

            if (known.IsLive)
            {
                Answer(new SubscribeOutcome(tag, null, known.Start.Epoch, known.Start.Offset));
            }
            else
            {
                known.AskAgain(tag);
            }

            return SubscribeStep.Nothing;
        }

        if (_subscriptions.Count >= options.Subscriptions)
        {
            Answer(new SubscribeOutcome(tag, ErrorCode.LimitExceeded));
            return SubscribeStep.Nothing;
        }

        _subscriptions.Add(new Subscription(target, tag, isTold, deadline));
        _unanswered++;
        return SubscribeStep.Join;
    }

    /// <summary>The client may not hear a topic.</summary>
    public void Refuse(long tag, ErrorCode error) => Answer(new SubscribeOutcome(tag, error));

    /// <summary>The topic delivers from here on; false when nobody waits for that any more.</summary>
    public bool Joined(SubscriptionTarget target, Position start)
    {
        if (Find(target) is not { IsLive: false } subscription)
        {
            return false;
        }

        _unanswered--;
        Answer(new SubscribeOutcome(subscription.Tag, null, start.Epoch, start.Offset, subscription.IsTold));
        foreach (var tag in subscription.MoreTags)
        {
            Answer(new SubscribeOutcome(tag, null, start.Epoch, start.Offset));
        }

        subscription.GoLive(start);
        return true;
    }

    /// <summary>The client no longer wants to hear a topic; false when it did not.</summary>
    public bool Unsubscribe(SubscriptionTarget target) => Fail(target, ErrorCode.Unavailable);

    /// <summary>What was asked for can't be; whoever still waits for it is answered with the error. False when it was not asked for.</summary>
    public bool Fail(SubscriptionTarget target, ErrorCode error)
    {
        if (Find(target) is not { } subscription)
        {
            return false;
        }

        Remove(subscription, error);
        return true;
    }

    /// <summary>Time has passed; the topics that did not answer in time are given up and returned.</summary>
    public IReadOnlyList<SubscriptionTarget> Tick(long now)
    {
        List<SubscriptionTarget>? late = null;
        for (var i = _subscriptions.Count - 1; i >= 0; i--)
        {
            var subscription = _subscriptions[i];
            if (!subscription.IsLive && subscription.Deadline <= now)
            {
                (late ??= []).Add(subscription.Target);
                Remove(subscription, ErrorCode.Unavailable);
            }
        }

        return late is null ? [] : late;
    }

    /// <summary>The next answer for the protocol.</summary>
    public bool TryTakeOutcome(out SubscribeOutcome outcome)
    {
        outcome = default;
        if (_outcomes?.TryDequeue(out outcome) == true)
        {
            return true;
        }

        _outcomes = null;
        return false;
    }

    private void Answer(in SubscribeOutcome outcome) => (_outcomes ??= new Queue<SubscribeOutcome>(1)).Enqueue(outcome);

    private Subscription? Find(SubscriptionTarget target)
    {
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Target == target)
            {
                return subscription;
            }
        }

        return null;
    }

    private void Remove(Subscription subscription, ErrorCode error)
    {
        _subscriptions.Remove(subscription);
        if (subscription.IsLive)
        {
            return;
        }

        _unanswered--;
        Answer(new SubscribeOutcome(subscription.Tag, error));
        foreach (var tag in subscription.MoreTags)
        {
            Answer(new SubscribeOutcome(tag, error));
        }
    }
}

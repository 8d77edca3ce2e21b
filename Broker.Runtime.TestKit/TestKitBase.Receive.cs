using System.Runtime.CompilerServices;
using Broker.Runtime.TestKit.Inbox;

namespace Broker.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, or null when none came in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    /// <summary>Takes the next message, or null when none came in time.</summary>
    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await TryReceiveOneAsync(max, cancellationToken) is (true, var envelope) ? envelope.Message : null;

    /// <summary>Takes the next message with its sender; false when none came in time.</summary>
    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var taken = _inbox.Take(RemainingOrDilated(max), cancellationToken);
        return Remember(taken, out envelope);
    }

    /// <summary>Takes the next message with its sender; false when none came in time.</summary>
    public async ValueTask<(bool Success, MessageEnvelope Envelope)> TryReceiveOneAsync(
        TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var taken = await _inbox.TakeAsync(RemainingOrDilated(max), cancellationToken);
        var success = Remember(taken, out var envelope);
        return (success, envelope);
    }

    /// <summary>Looks at the next message without taking it, or null when none came in time.</summary>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        _inbox.Peek(RemainingOrDilated(max), cancellationToken)?.Message;

    /// <summary>Looks at the next message without taking it.</summary>
    public object? PeekOne(CancellationToken cancellationToken) => PeekOne(null, cancellationToken);

    /// <summary>Looks at the next message without taking it, or null when none came in time.</summary>
    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await _inbox.PeekAsync(RemainingOrDilated(max), cancellationToken))?.Message;

    /// <summary>Looks at the next message without taking it.</summary>
    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(null, cancellationToken);

    /// <summary>Takes so many messages; fails the test when they do not come in time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>Takes so many messages; fails the test when they do not come in time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        var end = Now + RemainingOrDilated(max);
        var messages = new List<object>(numberOfMessages);
        while (messages.Count < numberOfMessages)
        {
            if (!Remember(_inbox.Take(AtLeastZero(end - Now), cancellationToken), out var envelope))
                FailTest($"Timeout ({max}) while expecting {numberOfMessages} messages; only {messages.Count} came.");
            messages.Add(envelope.Message);
        }

        return messages;
    }

    /// <summary>Takes so many messages; fails the test when they do not come in time.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveNAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>Takes so many messages; fails the test when they do not come in time.</summary>
    public async IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var end = Now + RemainingOrDilated(max);
        for (var taken = 0; taken < numberOfMessages; taken++)
        {
            var next = await _inbox.TakeAsync(AtLeastZero(end - Now), cancellationToken);
            if (!Remember(next, out var envelope))
                FailTest($"Timeout ({max}) while expecting {numberOfMessages} messages; only {taken} came.");
            yield return envelope.Message;
        }
    }

    /// <summary>Takes messages as long as <paramref name="filter"/> gives a value for them.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class =>
        ReceiveWhile(filter, max, null, msgs, cancellationToken);

    /// <summary>Takes messages as long as <paramref name="filter"/> gives a value for them and none is <paramref name="idle"/> late.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class
    {
        var end = Now + RemainingOrDilated(max);
        var taken = new List<T>();
        while (taken.Count < msgs)
        {
            var wait = AtLeastZero(end - Now);
            if (idle is { } gap && gap < wait)
                wait = gap;
            var next = _inbox.Peek(wait, cancellationToken);
            if (next is null || filter(next.Message) is not { } value)
                break;
            Remember(_inbox.Take(TimeSpan.Zero, cancellationToken), out _);
            taken.Add(value);
        }

        _lastWasNoMessage = true;
        return taken;
    }

    /// <summary>Takes messages until one fits, and gives that one.</summary>
    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages until one fits, and gives that one.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        while (true)
        {
            if (!Remember(_inbox.Take(AtLeastZero(end - Now), cancellationToken), out var envelope))
                FailTest($"Timeout ({limit}) during fishForMessage of {typeof(T)}. {hint}");
            if (envelope.Message is T message && isMessage(message))
                return message;
        }
    }

    /// <summary>Takes messages until one fits, and gives that one.</summary>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages until one fits, and gives that one.</summary>
    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        while (true)
        {
            if (!Remember(await _inbox.TakeAsync(AtLeastZero(end - Now), cancellationToken), out var envelope))
                FailTest($"Timeout ({limit}) during fishForMessage of {typeof(T)}. {hint}");
            if (envelope.Message is T message && isMessage(message))
                return message;
        }
    }

    /// <summary>The test actor drops messages for which this is true.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        _testActor.Tell(new InboxActor.SetIgnore(shouldIgnoreMessage), Actor.ActorRefs.NoSender);

    /// <summary>The test actor drops messages of a type for which this is true.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    /// <summary>The test actor drops all messages of a type.</summary>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(static message => message is TMsg);

    /// <summary>The test actor drops nothing any more.</summary>
    public void IgnoreNoMessages() => _testActor.Tell(new InboxActor.SetIgnore(null), Actor.ActorRefs.NoSender);

    /// <summary>Lets <paramref name="pilot"/> react to messages before the test sees them.</summary>
    public void SetAutoPilot(AutoPilot pilot) => _testActor.Tell(new InboxActor.SetAutoPilot(pilot), Actor.ActorRefs.NoSender);

    private bool Remember(MessageEnvelope? taken, out MessageEnvelope envelope)
    {
        _lastWasNoMessage = false;
        envelope = _lastMessage = taken ?? NullMessageEnvelope.Instance;
        return taken is not null;
    }
}

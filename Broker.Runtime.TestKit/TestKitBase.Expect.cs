using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which has to be of the type.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(null, null, duration, hint, cancellationToken);

    /// <summary>Takes the next message, which has to equal <paramref name="message"/>.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(null, (actual, _) => AssertSame(message, actual, hint), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which has to satisfy <paramref name="isMessage"/>.</summary>
    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(null, (actual, _) => AssertFits(isMessage(actual), actual, hint), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which <paramref name="assert"/> judges.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(null, (actual, _) => assert(actual), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which with its sender has to satisfy <paramref name="isMessageAndSender"/>.</summary>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(null, (actual, sender) => AssertFits(isMessageAndSender(actual, sender), actual, hint), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which <paramref name="assertMessageAndSender"/> judges with its sender.</summary>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore(null, assertMessageAndSender, timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which <paramref name="comparer"/> has to find equal to <paramref name="expected"/>.</summary>
    public T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(
            null, (actual, _) => _assertions.AssertEqual(expected, actual, comparer, Text(hint)), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(null, null, duration, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(T, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(null, (actual, _) => AssertSame(message, actual, hint), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(null, (actual, _) => AssertFits(isMessage(actual), actual, hint), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Action{T}, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(null, (actual, _) => assert(actual), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which has to come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(actual => AssertSender(sender, actual, hint), null, duration, hint, cancellationToken);

    /// <summary>Takes the next message, which has to equal <paramref name="message"/> and to come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(
            actual => AssertSender(sender, actual, hint), (actual, _) => AssertSame(message, actual, hint), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which has to satisfy <paramref name="isMessage"/> and to come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(
            actual => AssertSender(sender, actual, hint),
            (actual, _) => AssertFits(isMessage(actual), actual, hint),
            timeout,
            hint,
            cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(actual => AssertSender(sender, actual, hint), null, duration, hint, cancellationToken);

    /// <summary>Takes the next message, which has to be one of <paramref name="messages"/>.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var choices = messages.ToList();
        return ExpectMsgCore<T>(null, (actual, _) => AssertFits(choices.Contains(actual), actual, null), null, null, cancellationToken);
    }

    /// <summary>Takes as many messages as there are <paramref name="messages"/>, which have to be these in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOf(RemainingOrDefault, messages, cancellationToken);

    /// <summary>Takes as many messages as there are <paramref name="messages"/>, which have to be these in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default)
    {
        var actual = ReceiveN(messages.Count, max, cancellationToken);
        var missing = messages.Where(message => !actual.Contains(message!)).ToList();
        if (missing.Count > 0)
            FailTest($"Not received: {string.Join(", ", missing)}. Received: {string.Join(", ", actual)}.");
        return actual.Cast<T>().ToList();
    }

    /// <summary>Nothing may come for the default duration of a single expectation, or for what remains of the surrounding Within.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNoMsg(RemainingOrDefault, cancellationToken);

    /// <summary>Nothing may come for so long.</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var came = Remember(_inbox.Take(RemainingOrDilated(duration), cancellationToken), out var envelope);
        JudgeSilence(came, envelope, duration);
    }

    /// <summary>Nothing may come for so many milliseconds.</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(CancellationToken)" />
    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) => ExpectNoMsgAsync(RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(TimeSpan, CancellationToken)" />
    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var came = Remember(await _inbox.TakeAsync(RemainingOrDilated(duration), cancellationToken), out var envelope);
        JudgeSilence(came, envelope, duration);
    }

    /// <inheritdoc cref="ExpectNoMsg(int, CancellationToken)" />
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Takes the next message, which has to be the end of <paramref name="target"/>; the test actor has to watch it.</summary>
    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<Terminated>(null, (actual, _) => AssertSame(target, actual.ActorRef, hint), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectTerminated" />
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<Terminated>(null, (actual, _) => AssertSame(target, actual.ActorRef, hint), timeout, hint, cancellationToken);

    private static string Text(string? hint) => hint is null ? "" : hint + ". ";

    private T ExpectMsgCore<T>(
        Action<IActorRef>? judgeSender, Action<T, IActorRef>? judge, TimeSpan? timeout, string? hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        var came = Remember(_inbox.Take(limit, cancellationToken), out var envelope);
        return Judge(came, envelope, judgeSender, judge, limit, hint);
    }

    private async ValueTask<T> ExpectMsgCoreAsync<T>(
        Action<IActorRef>? judgeSender, Action<T, IActorRef>? judge, TimeSpan? timeout, string? hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        var came = Remember(await _inbox.TakeAsync(limit, cancellationToken), out var envelope);
        return Judge(came, envelope, judgeSender, judge, limit, hint);
    }

    private T Judge<T>(
        bool came, MessageEnvelope envelope, Action<IActorRef>? judgeSender, Action<T, IActorRef>? judge, TimeSpan limit, string? hint)
    {
        if (!came)
            FailTest($"{Text(hint)}Timeout {limit} while waiting for a message of type {typeof(T)}.");
        if (envelope.Message is not T message)
        {
            FailTest($"{Text(hint)}Expected a message of type {typeof(T)} but received {envelope.Message} of type {envelope.Message.GetType()} from {envelope.Sender}.");
            throw new InvalidOperationException("The assertions of the test framework did not throw.");
        }

        judgeSender?.Invoke(envelope.Sender);
        judge?.Invoke(message, envelope.Sender);
        return message;
    }

    private void JudgeSilence(bool came, MessageEnvelope envelope, TimeSpan duration)
    {
        if (came)
            FailTest($"Expected no messages for {duration}, but received {envelope}.");
        _lastWasNoMessage = true;
    }

    private void AssertSame<T>(T expected, T actual, string? hint) => _assertions.AssertEqual(expected, actual, Text(hint));

    private void AssertSender(IActorRef expected, IActorRef actual, string? hint) =>
        _assertions.AssertEqual(expected, actual, Text(hint) + "Wrong sender.");

    private void AssertFits<T>(bool fits, T actual, string? hint)
    {
        if (!fits)
            FailTest($"{Text(hint)}The message {actual} was not as expected.");
    }
}

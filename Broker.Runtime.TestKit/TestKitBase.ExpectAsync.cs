using System.Runtime.CompilerServices;
using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <inheritdoc cref="ExpectMsg{T}(Func{T, IActorRef, bool}, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(null, (actual, sender) => AssertFits(isMessageAndSender(actual, sender), actual, hint), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Action{T, IActorRef}, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync(null, assertMessageAndSender, timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(T, Func{T, T, bool}, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(
            null, (actual, _) => _assertions.AssertEqual(expected, actual, comparer, Text(hint)), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, T, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(
            actual => AssertSender(sender, actual, hint), (actual, _) => AssertSame(message, actual, hint), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Predicate{T}, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(
            actual => AssertSender(sender, actual, hint), (actual, _) => AssertFits(isMessage(actual), actual, hint), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which has to satisfy <paramref name="isMessage"/> and to come from a sender that fits.</summary>
    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(
            actual => AssertFits(isSender(actual), actual, hint), (actual, _) => AssertFits(isMessage(actual), actual, hint), timeout, hint, cancellationToken);

    /// <summary>Takes the next message, which <paramref name="assertMessage"/> judges and which has to come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(actual => AssertSender(sender, actual, hint), (actual, _) => assertMessage(actual), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Action{T}, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(actual => AssertSender(sender, actual, hint), (actual, _) => assertMessage(actual), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAnyOf{T}" />
    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var choices = messages.ToList();
        return ExpectMsgCoreAsync<T>(null, (actual, _) => AssertFits(choices.Contains(actual), actual, null), null, null, cancellationToken);
    }

    /// <summary>Takes as many messages as there are <paramref name="messages"/>, which have to be these in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    /// <summary>Takes as many messages as there are <paramref name="messages"/>, which have to be these in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(IReadOnlyCollection{T}, CancellationToken)" />
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOfAsync(RemainingOrDefault, messages, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(TimeSpan, IReadOnlyCollection{T}, CancellationToken)" />
    public async IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<object> actual = [];
        await foreach (var message in ReceiveNAsync(messages.Count, max, cancellationToken))
            actual.Add(message);
        var missing = messages.Where(message => !actual.Contains(message!)).ToList();
        if (missing.Count > 0)
            FailTest($"Not received: {string.Join(", ", missing)}. Received: {string.Join(", ", actual)}.");
        foreach (var message in actual)
            yield return (T)message;
    }

    /// <summary>Takes messages until one of the type comes, which is taken too.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await FishForMessageAsync<T>(static _ => true, max, cancellationToken: cancellationToken);

    /// <summary>Takes messages until none has come for <paramref name="max"/>, and gives them.</summary>
    /// <param name="max">How long it has to be silent; null: the default of a single expectation.</param>
    /// <param name="maxMessages">More than this fail the test.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<System.Collections.ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        System.Collections.ArrayList messages = [];
        while (await TryReceiveOneAsync(max, cancellationToken) is (true, var envelope))
        {
            messages.Add(envelope.Message);
            if (messages.Count > maxMessages)
                FailTest($"More than {maxMessages} messages came before it was silent.");
        }

        return messages;
    }

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, TimeSpan?, string, CancellationToken)" />
    /// <param name="isMessage">Says which one fits.</param>
    /// <param name="allMessages">Is given every message that is taken.</param>
    /// <param name="max">How long to wait.</param>
    /// <param name="hint">Goes into the failure's text.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, System.Collections.ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        new(FishAsync(isMessage, allMessages, max, hint, cancellationToken));

    private async Task<T> FishAsync<T>(
        Predicate<T> isMessage, System.Collections.ArrayList allMessages, TimeSpan? max, string hint, CancellationToken cancellationToken)
    {
        var found = await FishForMessageAsync<object>(
            message =>
            {
                allMessages.Add(message);
                return message is T typed && isMessage(typed);
            },
            max,
            hint,
            cancellationToken);
        return (T)found;
    }
}

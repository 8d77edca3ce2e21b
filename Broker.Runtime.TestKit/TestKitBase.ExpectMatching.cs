using System.Collections;
using System.Runtime.CompilerServices;
using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes as many messages as there are <paramref name="predicates"/>, each of which one of them has to fit.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(RemainingOrDefault, predicates, CancellationToken.None);

    /// <summary>Takes as many messages as there are <paramref name="predicates"/>, each of which one of them has to fit.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        ExpectMsgAllOfMatchingPredicates(RemainingOrDefault, predicates, cancellationToken);

    /// <summary>Takes as many messages as there are <paramref name="predicates"/>, each of which one of them has to fit.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(max, predicates, CancellationToken.None);

    /// <summary>Takes as many messages as there are <paramref name="predicates"/>, each of which one of them has to fit.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        JudgePredicates(predicates, [.. ReceiveN(predicates.Count, max, cancellationToken)]);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection{PredicateInfo}, CancellationToken)" />
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOfMatchingPredicatesAsync(RemainingOrDefault, predicates, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(TimeSpan, IReadOnlyCollection{PredicateInfo}, CancellationToken)" />
    public async IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<object> messages = [];
        await foreach (var message in ReceiveNAsync(predicates.Count, max, cancellationToken))
            messages.Add(message);
        foreach (var message in JudgePredicates(predicates, messages))
            yield return message;
    }

    /// <summary>Takes the next message; both it and its sender are judged.</summary>
    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCore<T>(assertSender, (actual, _) => assertMessage(actual), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(Predicate{IActorRef}, Predicate{T}, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgFromAsync<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(
            actual => AssertFits(isSender(actual), actual, hint), (actual, _) => AssertFits(isMessage(actual), actual, hint), timeout, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(Action{IActorRef}, Action{T}, TimeSpan?, string?, CancellationToken)" />
    public ValueTask<T> ExpectMsgFromAsync<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgCoreAsync<T>(assertSender, (actual, _) => assertMessage(actual), timeout, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessageAsync{T}(Predicate{T}, ArrayList, TimeSpan?, string, CancellationToken)" />
    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        (T)FishForMessage(
            message =>
            {
                allMessages.Add(message);
                return message is T typed && isMessage(typed);
            },
            max,
            hint,
            cancellationToken);

    /// <summary>Looks at the next message with its sender without taking it; false when none came in time.</summary>
    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        var next = _inbox.Peek(RemainingOrDilated(max), cancellationToken);
        envelope = next ?? NullMessageEnvelope.Instance;
        return next is not null;
    }

    /// <inheritdoc cref="TryPeekOne" />
    public async ValueTask<(bool Success, MessageEnvelope Envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken)
    {
        var next = await _inbox.PeekAsync(RemainingOrDilated(max), cancellationToken);
        return (next is not null, next ?? NullMessageEnvelope.Instance);
    }

    private List<object> JudgePredicates(IReadOnlyCollection<PredicateInfo> predicates, List<object> messages)
    {
        foreach (var predicate in predicates)
        {
            if (!messages.Exists(predicate.Fits))
                FailTest($"No {predicate.Type} that fits among {string.Join(", ", messages)}.");
        }

        foreach (var message in messages)
        {
            if (!predicates.Any(predicate => predicate.Fits(message)))
                FailTest($"{message} fits none of the predicates.");
        }

        return messages;
    }
}

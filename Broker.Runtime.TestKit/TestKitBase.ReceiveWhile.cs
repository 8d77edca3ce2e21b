using System.Runtime.CompilerServices;

namespace Broker.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes messages as long as <paramref name="filter"/> gives a value for them and none is <paramref name="idle"/> late.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <summary>Takes messages of the type as long as they fit.</summary>
    /// <param name="shouldContinue">Says which fit.</param>
    /// <param name="max">How long at most.</param>
    /// <param name="idle">How long to wait for each.</param>
    /// <param name="msgs">How many at most.</param>
    /// <param name="shouldIgnoreOtherMessageTypes">Whether messages of other types are dropped instead of ending it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
        where T : class
    {
        var taken = ReceiveWhile<object>(
            message => message is T typed
                ? shouldContinue(typed) ? typed : null
                : shouldIgnoreOtherMessageTypes ? message : null,
            max,
            idle,
            msgs,
            cancellationToken);
        return [.. taken.OfType<T>()];
    }

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)" />
    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        var end = Now + RemainingOrDilated(max);
        for (var taken = 0; taken < msgs; taken++)
        {
            var wait = AtLeastZero(end - Now);
            if (idle is { } gap && gap < wait)
                wait = gap;
            var next = await _inbox.PeekAsync(wait, cancellationToken);
            if (next is null || filter(next.Message) is not { } value)
                break;
            Remember(await _inbox.TakeAsync(TimeSpan.Zero, cancellationToken), out _);
            yield return value;
        }

        _lastWasNoMessage = true;
    }

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)" />
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhileAsync(filter, max, null, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)" />
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Predicate{T}, TimeSpan?, TimeSpan?, int, bool, CancellationToken)" />
    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        var taken = ReceiveWhileAsync<object>(
            message => message is T typed
                ? shouldContinue(typed) ? typed : null
                : shouldIgnoreOtherMessageTypes ? message : null,
            max,
            idle,
            msgs,
            cancellationToken);
        await foreach (var message in taken)
        {
            if (message is T typed)
                yield return typed;
        }
    }
}

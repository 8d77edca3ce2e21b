namespace Broker.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>What remains of the surrounding Within, or the default of a single expectation.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(_settings.SingleExpectDefault));

    /// <summary>What remains of the surrounding Within; throws where there is none.</summary>
    public TimeSpan Remaining => _withinEnd is { } end
        ? AtLeastZero(end - Now)
        : throw new InvalidOperationException("Remaining may be used inside Within only.");

    /// <summary>Multiplies a duration by <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration * _settings.TestTimeFactor;

    /// <summary><paramref name="timeout"/>, or the default timeout of the kit.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? Dilated(_settings.DefaultTimeout);

    /// <summary>The dilated <paramref name="duration"/>, or <see cref="RemainingOrDefault"/>; never longer than the surrounding Within.</summary>
    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given)
            return RemainingOrDefault;
        if (given == Timeout.InfiniteTimeSpan)
            return given;
        if (given < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(duration), "A duration must not be negative.");
        var dilated = Dilated(given);
        return _withinEnd is null || dilated < Remaining ? dilated : Remaining;
    }

    /// <summary>What remains of the surrounding Within, or <paramref name="duration"/>.</summary>
    protected TimeSpan RemainingOr(TimeSpan duration) => _withinEnd is null ? duration : Remaining;

    /// <summary>Runs a block that has to end in time; expectations in it wait no longer than that.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that has to take between <paramref name="min"/> and <paramref name="max"/>.</summary>
    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within<object?>(
            min,
            max,
            () =>
            {
                action();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <summary>Runs a function that has to end in time.</summary>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs a function that has to take between <paramref name="min"/> and <paramref name="max"/>.</summary>
    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (start, before) = EnterWithin(min, max);
        try
        {
            var result = function();
            JudgeWithin(start, min, max, hint, epsilonValue);
            return result;
        }
        finally
        {
            _withinEnd = before;
        }
    }

    /// <summary>Runs a block that has to end in time.</summary>
    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that has to take between <paramref name="min"/> and <paramref name="max"/>.</summary>
    public Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return true;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <summary>Runs a function that has to end in time.</summary>
    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs a function that has to take between <paramref name="min"/> and <paramref name="max"/>.</summary>
    public async Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var (start, before) = EnterWithin(min, max);
        try
        {
            var result = await function().WaitAsync(cancellationToken);
            JudgeWithin(start, min, max, hint, epsilonValue);
            return result;
        }
        finally
        {
            _withinEnd = before;
        }
    }

    private static TimeSpan AtLeastZero(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private (TimeSpan Start, TimeSpan? Before) EnterWithin(TimeSpan min, TimeSpan max)
    {
        var start = Now;
        var before = _withinEnd;
        var end = start + Dilated(max);
        if (before is { } outer && outer < end)
            end = outer;
        if (end - start < min)
            FailTest($"Only {end - start} remain, less than the least duration {min}.");
        _withinEnd = end;
        _lastWasNoMessage = false;
        return (start, before);
    }

    private void JudgeWithin(TimeSpan start, TimeSpan min, TimeSpan max, string? hint, TimeSpan? epsilon)
    {
        var elapsed = Now - start;
        var leeway = epsilon ?? TimeSpan.Zero;
        if (elapsed + leeway < min)
            FailTest($"The block took {elapsed}; it should have taken at least {min}. {hint}");

        // Waiting for silence takes as long as it is told to, and a little more: that is no failure of the block.
        if (!_lastWasNoMessage && elapsed > Dilated(max) + leeway)
            FailTest($"The block took {elapsed}; it should have taken at most {max}. {hint}");
    }
}

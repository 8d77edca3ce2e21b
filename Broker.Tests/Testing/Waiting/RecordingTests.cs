using Broker.Testing.Waiting;

namespace Broker.Tests.Testing.Waiting;

public sealed class RecordingTests
{
    private readonly Recording<int> _recording = new("numbers");

    [Fact]
    public async Task A_wait_is_satisfied_by_what_came_before_it()
    {
        _recording.Add(1);

        Assert.Equal(1, await _recording.FirstAsync(number => number == 1, "a one"));
    }

    [Fact]
    public async Task A_wait_is_satisfied_by_what_comes_after_it()
    {
        var wait = _recording.CountAsync(2, "two numbers");
        _recording.Add(1);
        Assert.False(wait.IsCompleted);
        _recording.Add(2);

        Assert.Equal(2, await wait);
    }

    [Fact]
    public async Task A_wait_in_vain_says_what_was_missing_and_what_came_instead()
    {
        _recording.Add(7);

        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => _recording.FirstAsync(number => number == 1, "a one", TimeSpan.FromMilliseconds(1)));

        Assert.Contains("numbers: missing a one", failure.Message, StringComparison.Ordinal);
        Assert.Contains("7", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_fails_pending_and_later_waits_at_once()
    {
        var pending = _recording.FirstAsync(number => number == 1, "a one", Timeout.InfiniteTimeSpan);
        _recording.End("closed");

        await Assert.ThrowsAsync<TimeoutException>(() => pending);
        await Assert.ThrowsAsync<TimeoutException>(() => _recording.CountAsync(1, "anything", Timeout.InfiniteTimeSpan));
    }
}

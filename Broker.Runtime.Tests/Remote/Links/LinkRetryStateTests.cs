using Broker.Runtime.Remote.Links;

namespace EngineTests.Remote.Links;

public sealed class LinkRetryStateTests
{
    [Fact]
    public void Pauses_double_up_to_the_longest_and_a_connection_resets_them()
    {
        LinkRetryState retry = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(150));
        TimeSpan now = TimeSpan.FromSeconds(1);
        Assert.True(retry.MayConnect(now));
        retry.Failed(now, jitter: 0.999);
        Assert.False(retry.MayConnect(now));
        Assert.Equal(50, retry.Pause.TotalMilliseconds);
        retry.Failed(now, 0);
        Assert.Equal(100, retry.Pause.TotalMilliseconds);
        Assert.Equal(75, retry.Remaining(now).TotalMilliseconds);
        retry.Failed(now, 0);
        Assert.Equal(150, retry.Pause.TotalMilliseconds);
        Assert.True(retry.MayConnect(now + TimeSpan.FromMilliseconds(113)));
        retry.Connected();
        Assert.True(retry.MayConnect(now));
        Assert.Equal(0, retry.Failures);
    }
}

using Broker.Node.WebSockets;

namespace Broker.Tests.Node.WebSockets;

public sealed class StormWatchTests
{
    private readonly StormWatch _watch = new(TimeSpan.FromSeconds(60));

    [Fact]
    public void A_storm_is_over_some_time_after_most_have_gone_and_only_once()
    {
        Assert.False(_watch.IsOver(5000, 0));
        Assert.False(_watch.IsOver(200, 1_000));
        Assert.False(_watch.IsOver(200, 60_999));
        Assert.True(_watch.IsOver(200, 61_000));
        Assert.False(_watch.IsOver(200, 200_000));
        Assert.False(_watch.IsOver(0, 300_000));
    }

    [Fact]
    public void Who_come_back_meanwhile_make_it_wait_anew()
    {
        Assert.False(_watch.IsOver(5000, 0));
        Assert.False(_watch.IsOver(0, 1_000));
        Assert.False(_watch.IsOver(4000, 30_000));
        Assert.False(_watch.IsOver(0, 31_000));
        Assert.False(_watch.IsOver(0, 90_999));
        Assert.True(_watch.IsOver(0, 91_000));
    }

    [Theory]
    [InlineData(StormWatch.Many - 1, 0)]
    [InlineData(5000, 1251)]
    public void Few_that_go_are_no_storm(int before, int after)
    {
        Assert.False(_watch.IsOver(before, 0));
        Assert.False(_watch.IsOver(after, 1_000));
        Assert.False(_watch.IsOver(after, 1_000_000));
    }

    [Fact]
    public void It_can_be_switched_off()
    {
        var never = new StormWatch(TimeSpan.Zero);

        Assert.False(never.IsOver(5000, 0));
        Assert.False(never.IsOver(0, 1_000));
        Assert.False(never.IsOver(0, 1_000_000));
    }
}

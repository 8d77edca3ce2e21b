using Broker.Runtime.Remote;
using Broker.Runtime.Remote.Handshake;

namespace EngineTests.Remote.Handshake;

public sealed class HalfOpenStateTests
{
    [Fact]
    public void One_address_cannot_take_all_places()
    {
        HalfOpenState state = new(most: 3, mostPerAddress: 2);
        Assert.True(state.TryEnter("a"));
        Assert.True(state.TryEnter("a"));
        Assert.False(state.TryEnter("a"));
        Assert.True(state.TryEnter("b"));
        Assert.False(state.TryEnter("c"));
        state.Leave("a");
        Assert.True(state.TryEnter("c"));
        Assert.Equal(3, state.Count);
    }

    [Fact]
    public void Versions_meet_at_the_newest_that_both_speak()
    {
        Assert.Equal(2, new ProtocolVersions(1, 2).Agree(2, 3));
        Assert.Equal(1, new ProtocolVersions(1, 2).Agree(1, 1));
        Assert.Null(new ProtocolVersions(1, 2).Agree(3, 4));
        Assert.Null(new ProtocolVersions(2, 3).Agree(1, 1));
    }

    [Fact]
    public void A_log_that_is_limited_lets_a_few_lines_through_and_then_says_how_many_it_left_out()
    {
        LogLimit limit = new();
        for (int i = 0; i < LogLimit.Burst; i++)
            Assert.True(limit.TryTake(TimeSpan.Zero, out _));
        Assert.False(limit.TryTake(TimeSpan.Zero, out _));
        Assert.False(limit.TryTake(LogLimit.Refill / 2, out _));
        Assert.True(limit.TryTake(LogLimit.Refill, out int left));
        Assert.Equal(2, left);
        Assert.False(limit.TryTake(LogLimit.Refill, out _));
    }
}

using Broker.Protocol.Limits;

namespace Broker.Tests.Protocol.Limits;

public class TokenBucketTests
{
    [Fact]
    public void Quiet_time_is_saved_up_to_the_burst()
    {
        var bucket = new TokenBucket(perSecond: 10, TimeSpan.FromSeconds(2), now: 0);

        Assert.Equal(0, bucket.Take(20, 0));
        Assert.Equal(100, bucket.Take(1, 0));
        Assert.Equal(0, bucket.WaitAt(100));
        Assert.Equal(0, bucket.Take(20, 100_000));
        Assert.Equal(100, bucket.Take(1, 100_000));
    }

    [Fact]
    public void What_is_too_large_for_the_burst_is_paid_off() => Assert.Equal(9000, new TokenBucket(10, TimeSpan.FromSeconds(1), 0).Take(100, 0));

    [Fact]
    public void No_rate_is_no_limit() => Assert.Equal(0, new TokenBucket(0, TimeSpan.FromSeconds(1), 0).Take(1e9, 0));

    [Fact]
    public void A_clock_that_is_a_little_behind_changes_nothing()
    {
        var bucket = new TokenBucket(10, TimeSpan.FromSeconds(1), 1000);

        Assert.Equal(100, bucket.Take(11, 1000));
        Assert.Equal(100, bucket.WaitAt(990));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Who_waits_as_told_never_gets_more_than_rate_and_burst(int seed)
    {
        var random = new Random(seed);
        var bucket = new TokenBucket(100, TimeSpan.FromSeconds(1), 0);
        long now = 0;
        double taken = 0;
        for (var i = 0; i < 1000; i++)
        {
            var amount = random.Next(1, 50);
            taken += amount;
            now += bucket.Take(amount, now) + random.Next(0, 20);

            Assert.True(taken <= 100 + (now * 0.1) + 50, $"{taken} after {now} ms");
        }
    }
}

using Broker.Testing.Load;

namespace Broker.Tests.Testing.Load;

public sealed class HistogramTests
{
    [Theory]
    [InlineData(0.5, 500)]
    [InlineData(0.99, 990)]
    [InlineData(0.999, 999)]
    [InlineData(1, 1000)]
    public void A_percentile_is_off_by_a_sixteenth_at_most(double share, double expectedMs)
    {
        var histogram = new Histogram();
        for (var milliseconds = 1; milliseconds <= 1000; milliseconds++)
        {
            histogram.Record(milliseconds * 1_000_000L);
        }

        Assert.InRange(histogram.Milliseconds(share), expectedMs * 15 / 16, expectedMs * 17 / 16);
    }

    [Fact]
    public void Without_values_every_percentile_is_zero() => Assert.Equal(0, new Histogram().Milliseconds(0.99));
}

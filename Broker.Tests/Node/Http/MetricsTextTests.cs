using System.Diagnostics.Metrics;
using Broker.Node.Http;

namespace Broker.Tests.Node.Http;

public sealed class MetricsTextTests
{
    [Fact]
    public void Instruments_of_the_brokers_meters_are_shown_and_no_others()
    {
        using var text = new MetricsText();
        using var ours = new Meter("Relay.MetricsTextTests");
        using var theirs = new Meter("Other.MetricsTextTests");
        var counter = ours.CreateCounter<long>("test.things", description: "Things.");
        var histogram = ours.CreateHistogram<double>("test.sizes", description: "Sizes.");
        ours.CreateObservableGauge("test.level", static () => 7, description: "Level.");
        theirs.CreateCounter<long>("test.foreign").Add(1);
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a"));
        histogram.Record(1.5);
        histogram.Record(2);

        _ = text.Render();
        var lines = text.Render().Split('\n').Where(static line => line.Contains("test_", StringComparison.Ordinal));
        Assert.Equal(
            [
                "# HELP test_level Level.", "# TYPE test_level gauge", "test_level 7",
                "# HELP test_sizes Sizes.", "# TYPE test_sizes summary", "test_sizes_sum 3.5", "test_sizes_count 2",
                "# HELP test_things_total Things.", "# TYPE test_things_total counter", "test_things_total{kind=\"a\"} 5",
            ],
            lines);
    }
}

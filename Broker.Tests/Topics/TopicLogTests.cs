using Broker.Actors.Topics;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Topics;

public class TopicLogTests
{
    private readonly TopicOptions _options = new() { FetchCount = 3, FetchBytes = 50 };
    private readonly NamespaceOptions _limits = new() { RepairCount = 5, RepairBytes = 100, HistorySize = 0 };

    [Fact]
    public void The_window_is_bounded_in_number()
    {
        var window = Filled(count: 12, size: 1);

        Assert.Equal(5, window.Count);
        Assert.Equal(8, window.First.Value);
    }

    [Fact]
    public void The_window_is_bounded_in_bytes_and_keeps_one_that_is_larger()
    {
        Assert.Equal(2, Filled(count: 4, size: 50).Count);
        Assert.Equal(1, Filled(count: 4, size: 500).Count);
    }

    [Fact]
    public void The_window_is_bounded_in_age()
    {
        var window = Filled(count: 3, size: 1);

        window.Trim((long)_limits.RepairAge.TotalMilliseconds + 1);

        Assert.Equal(0, window.Count);
        Assert.Equal(0, window.Bytes);
        Assert.Null(window.OldestExpires);
    }

    [Fact]
    public void A_range_is_what_there_is_of_it_in_answers_of_bounded_size()
    {
        var window = Filled(count: 12, size: 1);

        Assert.Equal([8, 9, 10], Offsets(window, 1, 12));
        Assert.Equal([11, 12], Offsets(window, 11, 12));
        Assert.Equal([9], Offsets(window, 9, 9));
        Assert.Empty(Offsets(window, 13, 20));
        Assert.Empty(Offsets(window, 1, 5));
    }

    [Fact]
    public void A_range_is_bounded_in_bytes_and_has_at_least_one()
    {
        Assert.Equal([1, 2], Offsets(Filled(count: 3, size: 20), 1, 3));
        Assert.Equal([1], Offsets(Filled(count: 1, size: 80), 1, 3));
    }

    private TopicLog Filled(int count, int size)
    {
        var window = new TopicLog(_limits, _options);
        var topic = TopicName.Parse("t");
        for (var offset = 1; offset <= count; offset++)
        {
            window.Append(new Publication(topic, new Epoch(1), new Offset(offset), 0, Payload.OfBinary(new byte[size])), now: 1);
        }

        return window;
    }

    private static IEnumerable<long> Offsets(TopicLog window, long from, long through) =>
        window.Range(new Offset(from), new Offset(through)).Select(static publication => publication.Offset.Value);
}

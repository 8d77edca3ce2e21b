using Broker.Actors.Interest;
using Broker.Protocol.Topics;

namespace Broker.Tests.Interest;

public class FilterTreeTests
{
    [Fact]
    public void The_tree_finds_what_the_filters_themselves_match_and_forgets_what_was_removed()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var tree = new FilterTree<int>();
        var known = new List<(TopicFilter Filter, int Value)>();
        for (var step = 0; step < 3_000; step++)
        {
            if (known.Count > 0 && random.Next(3) == 0)
            {
                var (filter, value) = known[random.Next(known.Count)];
                Assert.True(tree.Remove(filter, value), $"seed {seed}");
                known.Remove((filter, value));
            }
            else if (TopicFilter.TryParse(Levels(random, "a", "b", "", "+", "#"), out var filter))
            {
                var value = random.Next(3);
                Assert.Equal(!known.Contains((filter, value)), tree.Add(filter, value));
                known = [.. known.Append((filter, value)).Distinct()];
            }

            if (TopicName.TryParse(Levels(random, "a", "b", "c", ""), out var topic))
            {
                var found = new List<int>();
                tree.Match(topic, found);
                Assert.Equal(known.Where(pair => pair.Filter.Matches(topic)).Select(static pair => pair.Value).Order(), found.Order());
            }

            Assert.Equal(known.Count, tree.Count);
        }
    }

    private static string Levels(Random random, params string[] levels) =>
        string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => levels[random.Next(levels.Length)]));
}

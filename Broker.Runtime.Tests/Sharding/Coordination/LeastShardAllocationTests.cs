using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Coordination;
using Broker.Runtime.Util;

namespace EngineTests.Sharding.Coordination;

public class LeastShardAllocationTests
{
    private static readonly NamedRef A = new("a", "region", 1);
    private static readonly NamedRef B = new("b", "region", 2);
    private static readonly NamedRef C = new("c", "region", 3);

    [Fact]
    public void A_new_shard_goes_to_the_region_with_the_fewest() =>
        Assert.Equal(B, LeastShardAllocation.Choose(A, [Region(A, 3), Region(B, 1), Region(C, 2)]));

    [Fact]
    public void Of_several_with_the_fewest_the_one_that_asks_is_taken() =>
        Assert.Equal(C, LeastShardAllocation.Choose(C, [Region(A, 1), Region(B, 1), Region(C, 1)]));

    [Fact]
    public void Without_a_region_there_is_no_choice() => Assert.Null(LeastShardAllocation.Choose(A, []));

    [Fact]
    public void A_new_region_gets_shards_from_the_fullest() =>
        Assert.Equal(4, Moves(absolute: 0, relative: 1.0, Region(A, 6), Region(B, 6), Region(C, 0)).Count);

    [Theory]
    [InlineData(0, 0.1, 1)]
    [InlineData(0, 0.25, 3)]
    [InlineData(2, 1.0, 2)]
    [InlineData(10, 0.1, 1)]
    public void A_round_moves_no_more_than_the_lesser_of_both_limits(int absolute, double relative, int moved) =>
        Assert.Equal(moved, Moves(absolute, relative, Region(A, 6), Region(B, 6), Region(C, 0)).Count);

    [Fact]
    public void At_least_one_shard_moves_however_small_the_fraction() =>
        Assert.Single(Moves(0, 0.001, Region(A, 4), Region(B, 0)));

    [Fact]
    public void A_difference_of_one_is_balance() => Assert.Empty(Moves(0, 1.0, Region(A, 3), Region(B, 2), Region(C, 2)));

    [Fact]
    public void A_region_two_below_the_others_gets_one_although_nobody_is_above_the_average() =>
        Assert.Single(Moves(0, 1.0, Region(A, 3), Region(B, 3), Region(C, 1)));

    [Fact]
    public void A_round_waits_for_the_one_before() =>
        Assert.Empty(new LeastShardAllocation(0, 1.0).Rebalance([Region(A, 6), Region(B, 0)], inProgress: 1, isSettled: true));

    [Fact]
    public void While_members_come_or_are_unreachable_nothing_is_moved() =>
        Assert.Empty(new LeastShardAllocation(0, 1.0).Rebalance([Region(A, 6), Region(B, 0)], inProgress: 0, isSettled: false));

    [Theory]
    [InlineData("1.0.0", "1.1.0")]
    [InlineData("1.9.0", "1.10.0")]
    [InlineData("2.0.0-rc1", "2.0.0")]
    public void A_new_shard_goes_to_the_newest_version_however_much_it_hosts(string older, string newer) =>
        Assert.Equal(B, LeastShardAllocation.Choose(A, [Region(A, 0, older), Region(B, 9, newer), Region(C, 0, older)]));

    [Fact]
    public void Of_the_newest_version_the_one_with_the_fewest_is_taken() =>
        Assert.Equal(C, LeastShardAllocation.Choose(A, [Region(A, 0, "1.0.0"), Region(B, 9, "1.1.0"), Region(C, 8, "1.1.0")]));

    [Fact]
    public void Nothing_is_moved_while_the_regions_are_of_several_versions()
    {
        Assert.Empty(Moves(0, 1.0, Region(A, 6, "1.0.0"), Region(B, 0, "1.1.0")));
        Assert.NotEmpty(Moves(0, 1.0, Region(A, 6, "1.1.0"), Region(B, 0, "1.1.0")));
    }

    [Fact]
    public void Rounds_end_in_balance_whatever_the_start()
    {
        var random = new Random(17);
        for (var history = 0; history < 500; history++)
            EndInBalance(random);
    }

    private static void EndInBalance(Random random)
    {
        var allocation = new LeastShardAllocation(random.Next(5), random.NextDouble());
        var regions = Enumerable.Range(0, random.Next(2, 8))
            .ToDictionary(i => new NamedRef($"r{i}", "region", i + 1), _ => new List<string>());
        var next = 0;
        foreach (var shards in regions.Values)
            shards.AddRange(Enumerable.Range(0, random.Next(30)).Select(_ => $"s{next++}"));
        for (var round = 0; ; round++)
        {
            var moved = allocation.Rebalance(
                Loads(regions), inProgress: 0, isSettled: true);
            if (moved.Count == 0)
                break;
            Assert.True(round < 300, "rebalancing does not end");
            foreach (var shard in moved)
                Assert.Single(regions.Values, shards => shards.Remove(shard));
            foreach (var shard in moved)
            {
                var home = LeastShardAllocation.Choose(null, Loads(regions));
                regions[(NamedRef)home!].Add(shard);
            }
        }

        Assert.InRange(regions.Values.Max(static shards => shards.Count) - regions.Values.Min(static shards => shards.Count), 0, 1);
    }

    private static RegionLoad[] Loads(Dictionary<NamedRef, List<string>> regions) =>
        [.. regions.Select(static region => new RegionLoad(region.Key, region.Value, AppVersion.Zero))];

    private static RegionLoad Region(IActorRef region, int shards, string version = "1.0.0") =>
        new(region, Enumerable.Range(0, shards).Select(i => $"{region}-{i}").ToArray(), AppVersion.Create(version));

    private static IReadOnlyList<string> Moves(int absolute, double relative, params RegionLoad[] regions) =>
        new LeastShardAllocation(absolute, relative).Rebalance(regions, inProgress: 0, isSettled: true);
}

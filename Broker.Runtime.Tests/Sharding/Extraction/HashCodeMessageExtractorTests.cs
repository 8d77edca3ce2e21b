using Broker.Runtime.Cluster.Sharding;

namespace EngineTests.Sharding.Extraction;

public class HashCodeMessageExtractorTests
{
    private readonly HashCodeMessageExtractor _extractor = HashCodeMessageExtractor.Create(64, static message => message as string);

    // The numbers are frozen: a node of an earlier version puts the same entities into the same shards.
    [Theory]
    [InlineData("CC", "0")]
    [InlineData("topic/one", "2")]
    [InlineData("主题", "45")]
    public void The_shard_of_an_entity_never_changes(string entity, string shard) => Assert.Equal(shard, _extractor.ShardId(entity));

    [Fact]
    public void Entities_spread_over_all_shards()
    {
        var shards = Enumerable.Range(0, 5_000).GroupBy(i => _extractor.ShardId($"topic-{i}")).ToArray();
        Assert.Equal(64, shards.Length);
        Assert.All(shards, static shard => Assert.InRange(shard.Count(), 30, 140));
    }

    [Fact]
    public void A_message_for_no_entity_has_no_identifier() => Assert.Null(_extractor.EntityId(42));
}

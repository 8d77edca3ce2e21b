using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Protocol.Publications;

namespace Broker.Tests.Keepers;

public class HostingRecordsTests
{
    private static readonly ShardId Shard = new(7);
    private static readonly NodeId One = new(1);
    private static readonly NodeId Other = new(2);

    private readonly HostingRecords _records = new();

    [Fact]
    public void A_hosting_counts_as_long_as_its_node_has_not_said_what_began()
    {
        _records.Note(new AskedShard(Shard, new Term(10)), One);
        _records.Note(new AskedShard(Shard, new Term(20)), Other);
        var heard = _records.Of(Shard, opened: new Term(5));

        Assert.Equal(new Term(20), heard.Highest(static _ => false));
        Assert.Equal(new Term(10), heard.Highest(static node => node == Other));
        Assert.Equal(new Term(5), heard.Highest(static _ => true));
    }

    [Fact]
    public void Of_a_node_the_highest_counts_in_whatever_order_its_questions_come()
    {
        _records.Note(new AskedShard(Shard, new Term(20)), One);
        _records.Note(new AskedShard(Shard, new Term(10)), One);

        Assert.Equal([new NodeHosting(One, new Term(20))], _records.Of(Shard, Term.Zero).Others);
    }

    [Fact]
    public void What_a_node_that_is_gone_asked_for_counts_as_begun()
    {
        _records.Note(new AskedShard(Shard, new Term(20)), One);
        _records.Note(new AskedShard(Shard, new Term(10)), Other);
        _records.Forget(One);
        _records.Forget(Other);

        Assert.Equal(new Term(20), _records.Of(Shard, Term.Zero).Highest(static _ => true));
    }
}

using System.Buffers;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Cluster.Sharding.Serialization;
using Broker.Runtime.Remote.Wire;

namespace EngineTests.Sharding.Serialization;

public class ControlMessageFormatTests
{
    private static readonly NamedRef Region = new("a", "region", 1);
    private static readonly NamedRef Coordinator = new("c", "coordinator", 3);
    private static readonly NodeId Node = new(NamedRef.AddressOf("a"), -7);

    private readonly ControlMessageFormat _format = new(static path => path.Contains("coordinator", StringComparison.Ordinal) ? Coordinator : Region);

    public static TheoryData<object> Messages => new(
        new CoordinatorHello(5, Coordinator),
        new RegionRegistered(5, Coordinator),
        new RegisterAgain(5, Coordinator),
        new HigherTermSeen(5, 6),
        new GetShardHome(5, "s"),
        new ShardHome(5, "s", 2, Region, Node),
        new HostShard(5, "s", 2),
        new ShardStarted(5, "s"),
        new BeginHandOff(5, "s", 2, Region),
        new BeginHandOffAck(5, "s", 2, Region),
        new HandOffBarrier(new BeginHandOffAck(5, "s", 2, Region), Coordinator),
        new HandOff(5, "s", 2),
        new ShardStopped(5, "s", 2),
        new GracefulShutdownRequest(5),
        new RegionStopped(5));

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_comes_back_as_it_went(object message) =>
        Assert.Equal(message, _format.TryRead(ControlMessageFormat.Manifest(message)!, Bytes(message)));

    [Fact]
    public void A_registration_comes_back_with_all_its_shards()
    {
        var sent = new RegisterRegion(5, Region, Node, IsProxy: true, Leaving: true, ["1", "2", "3"]);
        var read = Assert.IsType<RegisterRegion>(_format.TryRead("RR", Bytes(sent)));
        Assert.Equal(sent.Hosted, read.Hosted);
        Assert.Equal(sent with { Hosted = read.Hosted }, read);
    }

    // Frozen: a node of another version reads and writes these bytes.
    [Fact]
    public void The_bytes_of_a_decision_never_change()
    {
        Assert.Equal("080A1201731804", Convert.ToHexString(Bytes(new HostShard(5, "s", 2))));
        Assert.Equal("080A1201731804", Convert.ToHexString(Bytes(new HandOff(5, "s", 2))));
        Assert.Equal("080A480C", Convert.ToHexString(Bytes(new HigherTermSeen(5, 6))));
    }

    [Fact]
    public void Unknown_fields_are_skipped()
    {
        var bytes = Bytes(new GetShardHome(5, "s")).Concat(Convert.FromHexString("F20101FF")).ToArray();
        Assert.Equal(new GetShardHome(5, "s"), _format.TryRead("GH", bytes));
    }

    private byte[] Bytes(object message)
    {
        ArrayBufferWriter<byte> output = new();
        Assert.True(_format.TryWrite(message, new FieldWriter(output)));
        return output.WrittenSpan.ToArray();
    }
}

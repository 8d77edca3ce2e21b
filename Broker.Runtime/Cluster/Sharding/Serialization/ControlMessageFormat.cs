using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Cluster.Sharding.Serialization;

/// <summary>
/// The messages between regions and coordinators. All share one set of field numbers, so that a reader need not know the message to
/// read a field.
/// </summary>
/// <param name="resolve">Gives the reference of a serialized path.</param>
internal sealed class ControlMessageFormat(Func<string, IActorRef> resolve)
{
    private const int TermField = 1;
    private const int ShardField = 2;
    private const int VersionField = 3;
    private const int RegionField = 4;
    private const int CoordinatorField = 5;
    private const int NodeAddressField = 6;
    private const int NodeUidField = 7;
    private const int FlagsField = 8;
    private const int SeenField = 9;

    private const ulong ProxyFlag = 1;
    private const ulong LeavingFlag = 2;

    /// <summary>The manifest of a message; null when it is not one of these.</summary>
    public static string? Manifest(object message) => message switch
    {
        CoordinatorHello => "CH",
        RegisterRegion => "RR",
        RegionRegistered => "RD",
        RegisterAgain => "RA",
        HigherTermSeen => "HT",
        GetShardHome => "GH",
        ShardHome => "SH",
        HostShard => "HS",
        ShardStarted => "SS",
        BeginHandOff => "BH",
        BeginHandOffAck => "BA",
        HandOffBarrier => "HB",
        HandOff => "HO",
        ShardStopped => "SP",
        GracefulShutdownRequest => "GS",
        RegionStopped => "RS",
        _ => null,
    };

    /// <summary>Writes a message; false when it is not one of these.</summary>
    public bool TryWrite(object message, FieldWriter fields)
    {
        switch (message)
        {
            case HandOffBarrier barrier:
                Ref(fields, CoordinatorField, barrier.Coordinator);
                return TryWrite(barrier.Ack, fields);
            case ICoordinatorMessage fromCoordinator:
                fields.WriteSigned(TermField, fromCoordinator.Term);
                WriteFromCoordinator(fromCoordinator, fields);
                return true;
            case IRegionMessage fromRegion:
                fields.WriteSigned(TermField, fromRegion.Term);
                WriteFromRegion(fromRegion, fields);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a message; null when the manifest is not one of these.</summary>
    public object? TryRead(string manifest, ReadOnlySpan<byte> bytes) => manifest switch
    {
        "CH" => Read(bytes) is var f ? new CoordinatorHello(f.Term, f.Coordinator) : null,
        "RR" => Read(bytes) is var f
            ? new RegisterRegion(f.Term, f.Region, f.Node, (f.Flags & ProxyFlag) != 0, (f.Flags & LeavingFlag) != 0, f.Shards)
            : null,
        "RD" => Read(bytes) is var f ? new RegionRegistered(f.Term, f.Coordinator) : null,
        "RA" => Read(bytes) is var f ? new RegisterAgain(f.Term, f.Coordinator) : null,
        "HT" => Read(bytes) is var f ? new HigherTermSeen(f.Term, f.Seen) : null,
        "GH" => Read(bytes) is var f ? new GetShardHome(f.Term, f.Shard) : null,
        "SH" => Read(bytes) is var f ? new ShardHome(f.Term, f.Shard, f.Version, f.Region, f.Node) : null,
        "HS" => Read(bytes) is var f ? new HostShard(f.Term, f.Shard, f.Version) : null,
        "SS" => Read(bytes) is var f ? new ShardStarted(f.Term, f.Shard) : null,
        "BH" => Read(bytes) is var f ? new BeginHandOff(f.Term, f.Shard, f.Version, f.Region) : null,
        "BA" => Read(bytes) is var f ? new BeginHandOffAck(f.Term, f.Shard, f.Version, f.Region) : null,
        "HB" => Read(bytes) is var f
            ? new HandOffBarrier(new BeginHandOffAck(f.Term, f.Shard, f.Version, f.Region), f.Coordinator)
            : null,
        "HO" => Read(bytes) is var f ? new HandOff(f.Term, f.Shard, f.Version) : null,
        "SP" => Read(bytes) is var f ? new ShardStopped(f.Term, f.Shard, f.Version) : null,
        "GS" => Read(bytes) is var f ? new GracefulShutdownRequest(f.Term) : null,
        "RS" => Read(bytes) is var f ? new RegionStopped(f.Term) : null,
        _ => null,
    };

    private static void WriteFromCoordinator(ICoordinatorMessage message, FieldWriter fields)
    {
        switch (message)
        {
            case CoordinatorHello hello:
                Ref(fields, CoordinatorField, hello.Coordinator);
                break;
            case RegionRegistered registered:
                Ref(fields, CoordinatorField, registered.Coordinator);
                break;
            case RegisterAgain again:
                Ref(fields, CoordinatorField, again.Coordinator);
                break;
            case ShardHome home:
                Shard(fields, home.Shard, home.Version);
                Ref(fields, RegionField, home.Home);
                Node(fields, home.Node);
                break;
            case HostShard host:
                Shard(fields, host.Shard, host.Version);
                break;
            case BeginHandOff begin:
                Shard(fields, begin.Shard, begin.Version);
                Ref(fields, RegionField, begin.Home);
                break;
            case HandOff handOff:
                Shard(fields, handOff.Shard, handOff.Version);
                break;
        }
    }

    private static void WriteFromRegion(IRegionMessage message, FieldWriter fields)
    {
        switch (message)
        {
            case RegisterRegion register:
                Ref(fields, RegionField, register.Region);
                Node(fields, register.Node);
                fields.WriteNumber(FlagsField, (register.IsProxy ? ProxyFlag : 0) | (register.Leaving ? LeavingFlag : 0));
                foreach (var shard in register.Hosted)
                    fields.WriteString(ShardField, shard);
                break;
            case HigherTermSeen higher:
                fields.WriteSigned(SeenField, higher.Seen);
                break;
            case GetShardHome ask:
                fields.WriteString(ShardField, ask.Shard);
                break;
            case ShardStarted started:
                fields.WriteString(ShardField, started.Shard);
                break;
            case BeginHandOffAck ack:
                Shard(fields, ack.Shard, ack.Version);
                Ref(fields, RegionField, ack.Region);
                break;
            case ShardStopped stopped:
                Shard(fields, stopped.Shard, stopped.Version);
                break;
        }
    }

    private static void Shard(FieldWriter fields, string shard, long version)
    {
        fields.WriteString(ShardField, shard);
        fields.WriteSigned(VersionField, version);
    }

    private static void Node(FieldWriter fields, NodeId node)
    {
        fields.WriteString(NodeAddressField, node.Address.ToString());
        fields.WriteSigned(NodeUidField, node.Uid);
    }

    private static void Ref(FieldWriter fields, int field, IActorRef reference) =>
        fields.WriteString(field, Runtime.Serialization.Serialization.SerializedActorPath(reference));

    private Fields Read(ReadOnlySpan<byte> bytes)
    {
        FieldReader reader = new(bytes);
        var fields = new Fields();
        Address? address = null;
        var uid = 0;
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case TermField:
                    fields.Term = reader.Signed;
                    break;
                case ShardField:
                    fields.Shards.Add(reader.Text);
                    break;
                case VersionField:
                    fields.Version = reader.Signed;
                    break;
                case RegionField:
                    fields.Region = resolve(reader.Text);
                    break;
                case CoordinatorField:
                    fields.Coordinator = resolve(reader.Text);
                    break;
                case NodeAddressField:
                    address = Address.Parse(reader.Text);
                    break;
                case NodeUidField:
                    uid = (int)reader.Signed;
                    break;
                case FlagsField:
                    fields.Flags = reader.Number;
                    break;
                case SeenField:
                    fields.Seen = reader.Signed;
                    break;
            }
        }

        if (address is not null)
            fields.Node = new NodeId(address, uid);
        return fields;
    }

    private sealed class Fields
    {
        public long Term { get; set; }

        public List<string> Shards { get; } = [];

        public string Shard => Shards.Count > 0 ? Shards[0] : throw new WireException("A sharding message names no shard.");

        public long Version { get; set; }

        public IActorRef Region { get; set; } = ActorRefs.Nobody;

        public IActorRef Coordinator { get; set; } = ActorRefs.Nobody;

        public NodeId Node { get; set; }

        public ulong Flags { get; set; }

        public long Seen { get; set; }
    }
}

using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.Serialization;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Daemon;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Remote.Wire;
using Broker.Runtime.Serialization;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Serialization;

/// <summary>Writes and reads what cluster daemons say to each other. Manifests and field numbers are part of the wire.</summary>
public class ClusterMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string InitJoin = "IJ";
    private const string InitJoinAck = "IJA";
    private const string InitJoinNack = "IJN";
    private const string Join = "J";
    private const string Welcome = "W";
    private const string Envelope = "GE";
    private const string Status = "GS";
    private const string ExitingConfirmed = "EC";
    private const string Encounter = "E";
    private const string Elsewhere = "EW";

    /// <inheritdoc />
    public override int Identifier => 5;

    /// <inheritdoc />
    public override string Manifest(object o) => o switch
    {
        ClusterMessage.GossipEnvelope => Envelope,
        ClusterMessage.GossipStatus => Status,
        ClusterMessage.InitJoin => InitJoin,
        ClusterMessage.InitJoinAck => InitJoinAck,
        ClusterMessage.InitJoinNack => InitJoinNack,
        ClusterMessage.Join => Join,
        ClusterMessage.Welcome => Welcome,
        ClusterMessage.ExitingConfirmed => ExitingConfirmed,
        ClusterMessage.Encounter => Encounter,
        ClusterMessage.Elsewhere => Elsewhere,
        _ => throw new SerializationException($"{nameof(ClusterMessageSerializer)} cannot write {o.GetType()}."),
    };

    /// <inheritdoc />
    public override byte[] ToBinary(object obj)
    {
        var output = new ArrayBufferWriter<byte>();
        var fields = new FieldWriter(output);
        switch (obj)
        {
            case ClusterMessage.GossipEnvelope envelope:
                fields.WriteBytes(1, NodeCodec.Write(envelope.From));
                fields.WriteBytes(2, NodeCodec.Write(envelope.To));
                fields.WriteBytes(3, GossipCodec.Write(envelope.Gossip));
                break;
            case ClusterMessage.GossipStatus status:
                fields.WriteBytes(1, NodeCodec.Write(status.From));
                foreach (var (node, version) in status.Version.Entries)
                    fields.WriteBytes(2, WriteVersion(node, version));
                fields.WriteSigned(3, status.SeenDigest);
                break;
            case ClusterMessage.InitJoin init:
                WriteAgreement(fields, init.From, init.Agreement);
                break;
            case ClusterMessage.InitJoinAck ack:
                WriteAgreement(fields, ack.From, ack.Agreement);
                break;
            case ClusterMessage.InitJoinNack nack:
                fields.WriteString(1, nack.From.ToString());
                break;
            case ClusterMessage.Join join:
                fields.WriteBytes(1, NodeCodec.Write(join.Node));
                foreach (var role in join.Roles.Order(StringComparer.Ordinal))
                    fields.WriteString(2, role);
                fields.WriteString(3, join.AppVersion.Version);
                WriteSettings(fields, 4, join.Agreement);
                break;
            case ClusterMessage.Welcome welcome:
                fields.WriteBytes(1, NodeCodec.Write(welcome.From));
                fields.WriteBytes(2, GossipCodec.Write(welcome.Gossip));
                break;
            case ClusterMessage.ExitingConfirmed confirmed:
                fields.WriteBytes(1, NodeCodec.Write(confirmed.Node));
                break;
            case ClusterMessage.Elsewhere elsewhere:
                fields.WriteBytes(1, NodeCodec.Write(elsewhere.Node));
                break;
            case ClusterMessage.Encounter encounter:
                fields.WriteBytes(1, NodeCodec.Write(encounter.From));
                fields.WriteNumber(2, (ulong)encounter.Members);
                fields.WriteBytes(3, NodeCodec.Write(encounter.Oldest));
                fields.WriteSigned(4, encounter.Seeds);
                break;
            default:
                throw new SerializationException($"{nameof(ClusterMessageSerializer)} cannot write {obj.GetType()}.");
        }

        return output.WrittenSpan.ToArray();
    }

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        Envelope => ReadEnvelope(bytes),
        Status => ReadStatus(bytes),
        InitJoin => ReadAgreement(bytes, static (from, agreement) => new ClusterMessage.InitJoin(from, agreement)),
        InitJoinAck => ReadAgreement(bytes, static (from, agreement) => new ClusterMessage.InitJoinAck(from, agreement)),
        InitJoinNack => ReadAgreement(bytes, static (from, _) => new ClusterMessage.InitJoinNack(from)),
        Join => ReadJoin(bytes),
        Welcome => ReadWelcome(bytes),
        ExitingConfirmed => new ClusterMessage.ExitingConfirmed(ReadNode(bytes)),
        Elsewhere => new ClusterMessage.Elsewhere(ReadNode(bytes)),
        Encounter => ReadEncounter(bytes),
        _ => throw new SerializationException($"{nameof(ClusterMessageSerializer)} does not know manifest '{manifest}'."),
    };

    private static ClusterMessage.GossipEnvelope ReadEnvelope(byte[] bytes)
    {
        UniqueAddress? from = null;
        UniqueAddress? to = null;
        Gossip? gossip = null;
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    from = NodeCodec.Read(fields.Bytes);
                    break;
                case 2:
                    to = NodeCodec.Read(fields.Bytes);
                    break;
                case 3:
                    gossip = GossipCodec.Read(fields.Bytes);
                    break;
            }
        }

        return new ClusterMessage.GossipEnvelope(Required(from), Required(to), Required(gossip));
    }

    private static ClusterMessage.GossipStatus ReadStatus(byte[] bytes)
    {
        UniqueAddress? from = null;
        var versions = ImmutableSortedDictionary.CreateBuilder<UniqueAddress, long>();
        var digest = 0;
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    from = NodeCodec.Read(fields.Bytes);
                    break;
                case 2:
                    var (node, version) = ReadVersion(fields.Bytes);
                    versions[node] = version;
                    break;
                case 3:
                    digest = checked((int)fields.Signed);
                    break;
            }
        }

        return new ClusterMessage.GossipStatus(Required(from), new VectorClock(versions.ToImmutable()), digest);
    }

    private static ClusterMessage.Join ReadJoin(byte[] bytes)
    {
        UniqueAddress? node = null;
        var roles = ImmutableHashSet.CreateBuilder<string>();
        var version = AppVersion.Zero;
        var agreement = JoinAgreement.None.Settings.ToBuilder();
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    node = NodeCodec.Read(fields.Bytes);
                    break;
                case 2:
                    roles.Add(fields.Text);
                    break;
                case 3:
                    version = AppVersion.Create(fields.Text);
                    break;
                case 4:
                    ReadSetting(fields.Bytes, agreement);
                    break;
            }
        }

        return new ClusterMessage.Join(Required(node), roles.ToImmutable(), version, agreement.ToImmutable());
    }

    private static ClusterMessage.Welcome ReadWelcome(byte[] bytes)
    {
        UniqueAddress? from = null;
        Gossip? gossip = null;
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            if (fields.Field == 1)
                from = NodeCodec.Read(fields.Bytes);
            else if (fields.Field == 2)
                gossip = GossipCodec.Read(fields.Bytes);
        }

        return new ClusterMessage.Welcome(Required(from), Required(gossip));
    }

    private static UniqueAddress ReadNode(byte[] bytes)
    {
        UniqueAddress? node = null;
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            if (fields.Field == 1)
                node = NodeCodec.Read(fields.Bytes);
        }

        return Required(node);
    }

    private static ClusterMessage.Encounter ReadEncounter(byte[] bytes)
    {
        UniqueAddress? from = null;
        UniqueAddress? oldest = null;
        var members = 0;
        var seeds = 0;
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    from = NodeCodec.Read(fields.Bytes);
                    break;
                case 2:
                    members = checked((int)fields.Number);
                    break;
                case 3:
                    oldest = NodeCodec.Read(fields.Bytes);
                    break;
                case 4:
                    seeds = checked((int)fields.Signed);
                    break;
            }
        }

        return new ClusterMessage.Encounter(Required(from), members, Required(oldest), seeds);
    }

    private static void WriteAgreement(FieldWriter fields, Address from, ImmutableSortedDictionary<string, string> agreement)
    {
        fields.WriteString(1, from.ToString());
        WriteSettings(fields, 2, agreement);
    }

    private static void WriteSettings(FieldWriter fields, int field, ImmutableSortedDictionary<string, string> settings)
    {
        foreach (var (key, value) in settings)
        {
            var output = new ArrayBufferWriter<byte>();
            var entry = new FieldWriter(output);
            entry.WriteString(1, key);
            entry.WriteString(2, value);
            fields.WriteBytes(field, output.WrittenSpan);
        }
    }

    private static ClusterMessage ReadAgreement(byte[] bytes, Func<Address, ImmutableSortedDictionary<string, string>, ClusterMessage> create)
    {
        Address? from = null;
        var agreement = JoinAgreement.None.Settings.ToBuilder();
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            if (fields.Field == 1)
                from = NodeCodec.ReadAddress(fields.Text);
            else if (fields.Field == 2)
                ReadSetting(fields.Bytes, agreement);
        }

        return create(Required(from), agreement.ToImmutable());
    }

    private static void ReadSetting(ReadOnlySpan<byte> bytes, ImmutableSortedDictionary<string, string>.Builder settings)
    {
        var key = "";
        var value = "";
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            if (fields.Field == 1)
                key = fields.Text;
            else if (fields.Field == 2)
                value = fields.Text;
        }

        settings[key] = value;
    }

    private static byte[] WriteVersion(UniqueAddress node, long version)
    {
        var output = new ArrayBufferWriter<byte>();
        var fields = new FieldWriter(output);
        fields.WriteBytes(1, NodeCodec.Write(node));
        fields.WriteNumber(2, (ulong)version);
        return output.WrittenSpan.ToArray();
    }

    private static (UniqueAddress Node, long Version) ReadVersion(ReadOnlySpan<byte> bytes)
    {
        UniqueAddress? node = null;
        long version = 0;
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            if (fields.Field == 1)
                node = NodeCodec.Read(fields.Bytes);
            else if (fields.Field == 2)
                version = checked((long)fields.Number);
        }

        return (Required(node), version);
    }

    private static T Required<T>(T? value)
        where T : class => value ?? throw new SerializationException($"A cluster message lacks its {typeof(T).Name}.");
}

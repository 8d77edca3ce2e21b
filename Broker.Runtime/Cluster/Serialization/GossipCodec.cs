using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.Serialization;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Remote.Wire;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Serialization;

/// <summary>Views as numbered fields; every node is written once and then meant by its place in that list.</summary>
/// <remarks>The numbers are part of the wire and never change; docs/wire.md has the table.</remarks>
internal static class GossipCodec
{
    public static byte[] Write(Gossip gossip)
    {
        var nodes = NodesOf(gossip);
        var index = nodes.Select(static (node, at) => KeyValuePair.Create(node, (ulong)at)).ToDictionary();
        var output = new ArrayBufferWriter<byte>();
        var fields = new FieldWriter(output);
        foreach (var node in nodes)
            fields.WriteBytes(1, NodeCodec.Write(node));
        foreach (var member in gossip.Members)
            fields.WriteBytes(2, WriteMember(member, index));
        foreach (var seen in gossip.Seen.Order())
            fields.WriteNumber(3, index[seen]);
        foreach (var (observer, version) in gossip.Reachability.Versions)
            fields.WriteBytes(4, WriteRow(gossip.Reachability, observer, version, index));
        foreach (var (node, version) in gossip.Version.Entries)
            fields.WriteBytes(5, WritePair(index[node], (ulong)version));
        foreach (var (node, removed) in gossip.Tombstones.OrderBy(static t => t.Key))
            fields.WriteBytes(6, WritePair(index[node], (ulong)removed.ToUnixTimeMilliseconds()));
        return output.WrittenSpan.ToArray();
    }

    public static Gossip Read(ReadOnlySpan<byte> bytes)
    {
        var nodes = new List<UniqueAddress>();
        var members = ImmutableSortedSet.CreateBuilder<Member>();
        var seen = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        var reachability = new ReachabilityBuilder();
        var versions = ImmutableSortedDictionary.CreateBuilder<UniqueAddress, long>();
        var tombstones = ImmutableDictionary.CreateBuilder<UniqueAddress, DateTimeOffset>();
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    nodes.Add(NodeCodec.Read(fields.Bytes));
                    break;
                case 2:
                    members.Add(ReadMember(fields.Bytes, nodes));
                    break;
                case 3:
                    seen.Add(NodeAt(nodes, fields.Number));
                    break;
                case 4:
                    ReadRow(fields.Bytes, nodes, reachability);
                    break;
                case 5:
                    var (node, version) = ReadPair(fields.Bytes);
                    versions[NodeAt(nodes, node)] = checked((long)version);
                    break;
                case 6:
                    var (buried, removed) = ReadPair(fields.Bytes);
                    tombstones[NodeAt(nodes, buried)] = DateTimeOffset.FromUnixTimeMilliseconds(checked((long)removed));
                    break;
            }
        }

        return new Gossip(members.ToImmutable(), seen.ToImmutable(), reachability.Build(), new VectorClock(versions.ToImmutable()), tombstones.ToImmutable());
    }

    private static List<UniqueAddress> NodesOf(Gossip gossip) =>
    [
        .. gossip.Nodes
            .Union(gossip.Seen)
            .Union(gossip.Reachability.Versions.Keys)
            .Union(gossip.Reachability.AllUnreachable)
            .Union(gossip.Version.Entries.Select(static e => e.Key))
            .Union(gossip.Tombstones.Keys)
            .Order(),
    ];

    private static byte[] WriteMember(Member member, Dictionary<UniqueAddress, ulong> index)
    {
        var output = new ArrayBufferWriter<byte>();
        var fields = new FieldWriter(output);
        fields.WriteNumber(1, index[member.UniqueAddress]);
        fields.WriteNumber(2, (ulong)member.Status);
        if (member.UpNumber != Member.NotYetUp)
            fields.WriteNumber(3, (ulong)member.UpNumber);
        foreach (var role in member.Roles.Order(StringComparer.Ordinal))
            fields.WriteString(4, role);
        fields.WriteString(5, member.AppVersion.Version);
        return output.WrittenSpan.ToArray();
    }

    private static Member ReadMember(ReadOnlySpan<byte> bytes, List<UniqueAddress> nodes)
    {
        UniqueAddress? node = null;
        var status = MemberStatus.Removed;
        var upNumber = Member.NotYetUp;
        var roles = ImmutableHashSet.CreateBuilder<string>();
        var version = AppVersion.Zero;
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    node = NodeAt(nodes, fields.Number);
                    break;
                case 2 when fields.Number <= (ulong)MemberStatus.WeaklyUp:
                    status = (MemberStatus)fields.Number;
                    break;
                case 2:
                    throw new SerializationException($"A member has the unknown status {fields.Number}.");
                case 3:
                    upNumber = checked((int)fields.Number);
                    break;
                case 4:
                    roles.Add(fields.Text);
                    break;
                case 5:
                    version = AppVersion.Create(fields.Text);
                    break;
            }
        }

        return Member.Restore(node ?? throw new SerializationException("A member has no node."), upNumber, status, roles.ToImmutable(), version);
    }

    private static byte[] WriteRow(Reachability table, UniqueAddress observer, long version, Dictionary<UniqueAddress, ulong> index)
    {
        var output = new ArrayBufferWriter<byte>();
        var fields = new FieldWriter(output);
        fields.WriteNumber(1, index[observer]);
        fields.WriteNumber(2, (ulong)version);
        foreach (var subject in table.UnreachableFrom(observer).Order())
            fields.WriteBytes(3, WritePair(index[subject], (ulong)table.Status(observer, subject)));
        return output.WrittenSpan.ToArray();
    }

    private static void ReadRow(ReadOnlySpan<byte> bytes, List<UniqueAddress> nodes, ReachabilityBuilder into)
    {
        UniqueAddress? observer = null;
        long version = 0;
        var subjects = new List<(UniqueAddress Subject, ReachabilityStatus Status)>();
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    observer = NodeAt(nodes, fields.Number);
                    break;
                case 2:
                    version = checked((long)fields.Number);
                    break;
                case 3:
                    var (subject, status) = ReadPair(fields.Bytes);
                    if (status is not ((ulong)ReachabilityStatus.Unreachable or (ulong)ReachabilityStatus.Terminated))
                        throw new SerializationException($"Reachability has the unknown status {status}.");
                    subjects.Add((NodeAt(nodes, subject), (ReachabilityStatus)status));
                    break;
            }
        }

        into.Add(observer ?? throw new SerializationException("Reachability has no observer."), version, subjects);
    }

    private static byte[] WritePair(ulong first, ulong second)
    {
        var output = new ArrayBufferWriter<byte>();
        var fields = new FieldWriter(output);
        fields.WriteNumber(1, first);
        fields.WriteNumber(2, second);
        return output.WrittenSpan.ToArray();
    }

    private static (ulong First, ulong Second) ReadPair(ReadOnlySpan<byte> bytes)
    {
        var fields = new FieldReader(bytes);
        ulong first = 0;
        ulong second = 0;
        while (fields.Read())
        {
            if (fields.Field == 1)
                first = fields.Number;
            else if (fields.Field == 2)
                second = fields.Number;
        }

        return (first, second);
    }

    private static UniqueAddress NodeAt(List<UniqueAddress> nodes, ulong index) => index < (ulong)nodes.Count
        ? nodes[(int)index]
        : throw new SerializationException($"A view names node {index} of {nodes.Count}.");

    private sealed class ReachabilityBuilder
    {
        private readonly ImmutableDictionary<(UniqueAddress, UniqueAddress), ReachabilityStatus>.Builder _records =
            ImmutableDictionary.CreateBuilder<(UniqueAddress, UniqueAddress), ReachabilityStatus>();

        private readonly ImmutableSortedDictionary<UniqueAddress, long>.Builder _versions =
            ImmutableSortedDictionary.CreateBuilder<UniqueAddress, long>();

        public void Add(UniqueAddress observer, long version, List<(UniqueAddress Subject, ReachabilityStatus Status)> subjects)
        {
            _versions[observer] = version;
            foreach (var (subject, status) in subjects)
                _records[(observer, subject)] = status;
        }

        public Reachability Build() => new(_records.ToImmutable(), _versions.ToImmutable());
    }
}

using System.Buffers;
using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Wire;
using Broker.Runtime.Serialization;

namespace Broker.Runtime.Cluster.Sharding.Serialization;

/// <summary>Queries, their answers, and the envelope: what users of sharding send and get.</summary>
internal sealed class QueryFormat(ExtendedActorSystem system)
{
    /// <summary>The manifest of a message; null when it is not one of these.</summary>
    public static string? Manifest(object message) => message switch
    {
        ShardingEnvelope => "E",
        ShardRegion.StartEntity => "QSE",
        ShardRegion.StartEntityAck => "QSA",
        GetShardRegionState => "QGS",
        GetShardRegionStats => "QGT",
        GetClusterShardingStats => "QGC",
        GetCurrentRegions => "QGR",
        CurrentShardRegionState => "QS",
        ShardRegionStats => "QT",
        ClusterShardingStats => "QC",
        CurrentRegions => "QR",
        ShardState => "QSH",
        _ => null,
    };

    /// <summary>Writes a message; false when it is not one of these.</summary>
    public bool TryWrite(object message, FieldWriter fields)
    {
        switch (message)
        {
            case ShardingEnvelope envelope:
                fields.WriteString(1, envelope.EntityId);
                fields.WriteBytes(2, NestedMessage.ToBytes(system.Serialization, envelope.Message));
                break;
            case ShardRegion.StartEntity start:
                fields.WriteString(1, start.EntityId);
                break;
            case ShardRegion.StartEntityAck ack:
                fields.WriteString(1, ack.EntityId);
                fields.WriteString(2, ack.ShardId);
                break;
            case GetShardRegionState or GetShardRegionStats or GetCurrentRegions:
                break;
            case GetClusterShardingStats query:
                fields.WriteSigned(1, query.Timeout.Ticks);
                break;
            case CurrentShardRegionState state:
                foreach (var shard in state.Shards)
                    fields.WriteBytes(1, Nested(shard));
                Texts(fields, 2, state.Failed);
                break;
            case ShardState shard:
                fields.WriteString(1, shard.ShardId);
                Texts(fields, 2, shard.EntityIds);
                break;
            case ShardRegionStats stats:
                foreach (var (shard, count) in stats.Stats)
                {
                    fields.WriteString(1, shard);
                    fields.WriteSigned(2, count);
                }

                Texts(fields, 3, stats.Failed);
                break;
            case ClusterShardingStats stats:
                foreach (var (address, region) in stats.Regions)
                {
                    fields.WriteString(1, address.ToString());
                    fields.WriteBytes(2, Nested(region));
                }

                break;
            case CurrentRegions regions:
                Texts(fields, 1, regions.Regions.Select(static region => region.ToString()));
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>Reads a message; null when the manifest is not one of these.</summary>
    public object? TryRead(string manifest, ReadOnlySpan<byte> bytes) => manifest switch
    {
        "E" => ReadEnvelope(bytes),
        "QSE" => new ShardRegion.StartEntity(ReadTexts(bytes, 1)[0]),
        "QSA" => new ShardRegion.StartEntityAck(ReadTexts(bytes, 1)[0], ReadTexts(bytes, 2)[0]),
        "QGS" => GetShardRegionState.Instance,
        "QGT" => GetShardRegionStats.Instance,
        "QGR" => GetCurrentRegions.Instance,
        "QGC" => ReadStatsQuery(bytes),
        "QS" => ReadRegionState(bytes),
        "QSH" => new ShardState(ReadTexts(bytes, 1)[0], ReadTexts(bytes, 2).ToImmutableHashSet()),
        "QT" => ReadRegionStats(bytes),
        "QC" => ReadClusterStats(bytes),
        "QR" => new CurrentRegions(ReadTexts(bytes, 1).Select(Address.Parse).ToImmutableHashSet()),
        _ => null,
    };

    private byte[] Nested(object message)
    {
        ArrayBufferWriter<byte> output = new();
        TryWrite(message, new FieldWriter(output));
        return output.WrittenSpan.ToArray();
    }

    private static void Texts(FieldWriter fields, int field, IEnumerable<string> texts)
    {
        foreach (var text in texts)
            fields.WriteString(field, text);
    }

    private static List<string> ReadTexts(ReadOnlySpan<byte> bytes, int field)
    {
        FieldReader reader = new(bytes);
        List<string> texts = [];
        while (reader.Read())
        {
            if (reader.Field == field)
                texts.Add(reader.Text);
        }

        return texts;
    }

    private ShardingEnvelope ReadEnvelope(ReadOnlySpan<byte> bytes)
    {
        FieldReader reader = new(bytes);
        var id = "";
        object? message = null;
        while (reader.Read())
        {
            if (reader.Field == 1)
                id = reader.Text;
            else if (reader.Field == 2)
                message = NestedMessage.FromBytes(system.Serialization, reader.Bytes);
        }

        return new ShardingEnvelope(id, message ?? throw new WireException("An envelope is empty."));
    }

    private static GetClusterShardingStats ReadStatsQuery(ReadOnlySpan<byte> bytes)
    {
        FieldReader reader = new(bytes);
        long ticks = 0;
        while (reader.Read())
        {
            if (reader.Field == 1)
                ticks = reader.Signed;
        }

        return new GetClusterShardingStats(TimeSpan.FromTicks(ticks));
    }

    private CurrentShardRegionState ReadRegionState(ReadOnlySpan<byte> bytes)
    {
        FieldReader reader = new(bytes);
        var shards = ImmutableHashSet.CreateBuilder<ShardState>();
        while (reader.Read())
        {
            if (reader.Field == 1)
                shards.Add((ShardState)TryRead("QSH", reader.Bytes)!);
        }

        return new CurrentShardRegionState(shards.ToImmutable(), ReadTexts(bytes, 2).ToImmutableHashSet());
    }

    private static ShardRegionStats ReadRegionStats(ReadOnlySpan<byte> bytes)
    {
        FieldReader reader = new(bytes);
        var stats = ImmutableDictionary.CreateBuilder<string, int>();
        var shard = "";
        while (reader.Read())
        {
            if (reader.Field == 1)
                shard = reader.Text;
            else if (reader.Field == 2)
                stats[shard] = (int)reader.Signed;
        }

        return new ShardRegionStats(stats.ToImmutable(), ReadTexts(bytes, 3).ToImmutableHashSet());
    }

    private ClusterShardingStats ReadClusterStats(ReadOnlySpan<byte> bytes)
    {
        FieldReader reader = new(bytes);
        var regions = ImmutableDictionary.CreateBuilder<Address, ShardRegionStats>();
        var address = "";
        while (reader.Read())
        {
            if (reader.Field == 1)
                address = reader.Text;
            else if (reader.Field == 2)
                regions[Address.Parse(address)] = ReadRegionStats(reader.Bytes);
        }

        return new ClusterShardingStats(regions.ToImmutable());
    }
}

using System.Text;
using Broker.Runtime.Serialization;

namespace Broker.Runtime.Remote.Links;

/// <summary>Finds serializers and manifest strings of received messages without allocating for those that repeat.</summary>
/// <remarks>One of the hot files of remoting. Used by one reader loop only.</remarks>
internal sealed class ManifestTable(Serialization.Serialization serialization)
{
    private const int Size = 256;
    private readonly Entry?[] _entries = new Entry?[Size];

    public object Read(int serializerId, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> payload)
    {
        int hash = serializerId * 31;
        foreach (byte b in manifest)
            hash = (hash * 31) + b;
        ref Entry? entry = ref _entries[(uint)hash % Size];
        if (entry is null || entry.Serializer.Identifier != serializerId || !manifest.SequenceEqual(entry.Utf8))
            entry = new Entry(serialization.SerializerOf(serializerId), manifest.ToArray(), Encoding.UTF8.GetString(manifest));
        return entry.Serializer switch
        {
            IBufferSerializer direct => direct.Read(payload, entry.Text),
            SerializerWithStringManifest named => named.FromBinary(payload.ToArray(), entry.Text),
            var other => other.FromBinary(payload.ToArray(), type: null),
        };
    }

    private sealed record Entry(Serializer Serializer, byte[] Utf8, string Text);
}

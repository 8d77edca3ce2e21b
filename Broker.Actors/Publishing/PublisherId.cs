using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Broker.Actors.Publishing;

/// <summary>One publisher inside the cluster: a connection, or a node's gateway.</summary>
public readonly record struct PublisherId(ulong Value)
{
    /// <summary>A new one, unlike any other of any node.</summary>
    public static PublisherId Random()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return new PublisherId(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
    }
}

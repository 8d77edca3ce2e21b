using Broker.Protocol.Clients;

namespace Broker.Actors.Connections;

/// <summary>Socket to connection: a complete message came.</summary>
/// <param name="kind">What it is.</param>
/// <param name="bytes">Its bytes, which are the receiver's from now on.</param>
/// <param name="cost">The credit the reader took for it.</param>
public sealed class InboundMessage(MessageKind kind, ReadOnlyMemory<byte> bytes, int cost)
{
    public MessageKind Kind { get; } = kind;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public int Cost { get; } = cost;
}

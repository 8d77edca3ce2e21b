namespace Broker.Protocol.Limits;

/// <summary>What is counted by the second.</summary>
internal enum Rate
{
    Handshakes,
    Messages,
    Bytes,
    Topics,
}

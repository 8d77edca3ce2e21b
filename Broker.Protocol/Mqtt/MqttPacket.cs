namespace Broker.Protocol.Mqtt;

/// <summary>One control packet as it was framed; its content is not looked at yet.</summary>
/// <param name="Type">The type, reserved values included.</param>
/// <param name="Flags">The low four bits of the first byte.</param>
/// <param name="Body">What follows the fixed header.</param>
public readonly record struct MqttPacket(MqttPacketType Type, byte Flags, ReadOnlyMemory<byte> Body);

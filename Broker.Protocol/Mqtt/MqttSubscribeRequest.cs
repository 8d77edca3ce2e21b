namespace Broker.Protocol.Mqtt;

/// <summary>A SUBSCRIBE that is not answered yet: one code for each filter, in their order.</summary>
internal sealed class MqttSubscribeRequest(ushort packetId, int filters)
{
    public const byte Failure = 0x80;
    public const byte GrantedQos0 = 0x00;

    private readonly byte[] _codes = new byte[filters];
    private int _missing = filters;

    public bool IsComplete => _missing == 0;

    public void Answer(int index, bool granted)
    {
        _codes[index] = granted ? GrantedQos0 : Failure;
        _missing--;
    }

    public ReadOnlyMemory<byte> ToPacket() => MqttWriter.SubscribeAck(packetId, _codes);
}

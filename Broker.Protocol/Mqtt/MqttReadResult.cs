namespace Broker.Protocol.Mqtt;

/// <summary>What came of looking for the next packet.</summary>
public enum MqttReadResult : byte
{
    /// <summary>There is one.</summary>
    Packet,

    /// <summary>The rest of it has not arrived.</summary>
    NeedMore,

    /// <summary>Its length is not written as section 2.2.3 says.</summary>
    Malformed,

    /// <summary>It is longer than the limit.</summary>
    TooLarge,
}

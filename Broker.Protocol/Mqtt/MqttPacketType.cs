namespace Broker.Protocol.Mqtt;

/// <summary>The control packets of MQTT 3.1.1 section 2.2.1; 0 and 15 are reserved.</summary>
public enum MqttPacketType : byte
{
    /// <summary>The client's first packet.</summary>
    Connect = 1,

    /// <summary>The server's answer to it.</summary>
    ConnectAck = 2,

    /// <summary>A message, either way.</summary>
    Publish = 3,

    /// <summary>Answers a publish of QoS 1.</summary>
    PublishAck = 4,

    /// <summary>First answer to a publish of QoS 2.</summary>
    PublishReceived = 5,

    /// <summary>Second packet of the sender at QoS 2.</summary>
    PublishRelease = 6,

    /// <summary>Second answer at QoS 2.</summary>
    PublishComplete = 7,

    /// <summary>Asks for subscriptions.</summary>
    Subscribe = 8,

    /// <summary>Answers it, filter by filter.</summary>
    SubscribeAck = 9,

    /// <summary>Ends subscriptions.</summary>
    Unsubscribe = 10,

    /// <summary>Answers it.</summary>
    UnsubscribeAck = 11,

    /// <summary>The client lives.</summary>
    PingRequest = 12,

    /// <summary>Answers it.</summary>
    PingResponse = 13,

    /// <summary>The client goes, in order.</summary>
    Disconnect = 14,
}

namespace Broker.Protocol.Mqtt;

/// <summary>The return codes of CONNACK (section 3.2.2.3) that this broker gives.</summary>
public enum MqttConnectCode : byte
{
    /// <summary>Welcome.</summary>
    Accepted = 0,

    /// <summary>The level of the protocol is not served.</summary>
    UnacceptableLevel = 1,

    /// <summary>A client without a name asked for a session.</summary>
    IdentifierRejected = 2,

    /// <summary>Whether the client may be let in can't be told now.</summary>
    ServerUnavailable = 3,

    /// <summary>The token that came as password is not accepted.</summary>
    BadLogin = 4,

    /// <summary>A token is needed, or the one that came does not allow this.</summary>
    NotAuthorized = 5,
}

namespace Broker.Protocol.Clients;

/// <summary>The two kinds of data messages of RFC 6455.</summary>
public enum MessageKind : byte
{
    /// <summary>Checked UTF-8.</summary>
    Text,

    /// <summary>Any bytes.</summary>
    Binary,
}

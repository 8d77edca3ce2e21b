namespace Broker.Protocol.Publications;

/// <summary>What the bytes of a payload are; decided once, where they enter. The numbers are on the wire between nodes.</summary>
public enum PayloadKind : byte
{
    /// <summary>Any bytes.</summary>
    Binary = 0,

    /// <summary>Valid UTF-8 that is not JSON.</summary>
    Text = 1,

    /// <summary>One complete JSON value in valid UTF-8 without raw newlines.</summary>
    Json = 2,
}

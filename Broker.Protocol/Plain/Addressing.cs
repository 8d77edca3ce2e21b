namespace Broker.Protocol.Plain;

/// <summary>To whom a bare frame is addressed.</summary>
public enum Addressing : byte
{
    /// <summary>It is no addressed frame: it is published to the sender's own topic.</summary>
    Topic,

    /// <summary>To the key it names.</summary>
    Key,

    /// <summary>To everyone.</summary>
    Everyone,

    /// <summary>It means to be addressed, and what it names can't be a key. Publishing it could show it to the wrong people.</summary>
    Invalid,
}

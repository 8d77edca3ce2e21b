namespace Broker.Protocol.WebSockets;

/// <summary>How the decompression of a message ended.</summary>
internal enum Inflated
{
    /// <summary>The message is there.</summary>
    Good,

    /// <summary>It is longer than allowed; nothing beyond the limit was kept.</summary>
    TooLong,

    /// <summary>The bytes are not what a compressor writes.</summary>
    Broken,
}

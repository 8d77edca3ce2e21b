namespace Broker.Protocol.WebSockets;

/// <summary>The opcodes of RFC 6455 section 5.2; every other value is reserved.</summary>
public enum Opcode : byte
{
    /// <summary>A further fragment of a message.</summary>
    Continuation = 0x0,

    /// <summary>A message, or the first fragment of one, in UTF-8.</summary>
    Text = 0x1,

    /// <summary>A message, or the first fragment of one, of any bytes.</summary>
    Binary = 0x2,

    /// <summary>The sender sends nothing more.</summary>
    Close = 0x8,

    /// <summary>Asks for a pong with the same bytes.</summary>
    Ping = 0x9,

    /// <summary>Answers a ping, or tells unasked that the sender lives.</summary>
    Pong = 0xA,
}

namespace Broker.Node.WebSockets;

/// <summary>What the sweep looks at.</summary>
internal interface ISwept
{
    /// <summary>The sweep's own note of where the socket is.</summary>
    SweepSlot SweepSlot { get; set; }

    /// <summary>Checks the deadlines; must neither block nor add or remove sockets.</summary>
    void Sweep(long nowMs);
}

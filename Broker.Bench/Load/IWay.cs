namespace Broker.Bench.Load;

/// <summary>How the generator's clients speak: one of the broker's ways in.</summary>
internal interface IWay
{
    string Name { get; }

    /// <summary>The subprotocol to ask for, or null.</summary>
    string? Subprotocol { get; }

    /// <summary>Whether a publisher hears what it publishes, too.</summary>
    bool HearsItself { get; }

    /// <summary>The path and query of a client.</summary>
    string Target(string? publishesTo, string? hears);

    /// <summary>What a client does once its WebSocket is open.</summary>
    void Opened(LoadClient client);

    /// <summary>A frame's payload came.</summary>
    void Received(LoadClient client, ReadOnlySpan<byte> payload);

    /// <summary>One whole frame with a payload of so many bytes, and where that payload begins in it.</summary>
    byte[] Publication(string topic, int payloadBytes, out int payloadAt);

    /// <summary>A frame that keeps the connection alive, or null when the way needs none.</summary>
    byte[]? KeepAlive { get; }
}

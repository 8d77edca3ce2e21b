namespace Broker.Tests.Node.WebSockets;

/// <summary>A node that compresses, and loses patience soon.</summary>
public sealed class CarefulNode : RunningNode
{
    protected override IReadOnlyList<string> Arguments =>
    [
        "--port", "0", "--relay.websocket.compression=on", "--relay.http.header-timeout=500ms", "--relay.http.idle-timeout=500ms",
        "--relay.websocket.write-timeout=1s", "--relay.websocket.ping-interval=1s", "--relay.websocket.pong-timeout=1s", "--relay.websocket.outbox-bytes=64KiB",
    ];
}

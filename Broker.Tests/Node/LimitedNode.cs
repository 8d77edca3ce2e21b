namespace Broker.Tests.Node;

/// <summary>A node with limits that a test can reach.</summary>
public sealed class LimitedNode : RunningNode
{
    protected override IReadOnlyList<string> Arguments =>
    [
        "--port", "0",
        "--relay.http.max-body-bytes=1KiB",
        "--relay.websocket.max-message-bytes=1KiB",
        "--relay.connection.subscriptions=8",
        "--relay.limits.client.messages-per-second=20",
        "--relay.limits.client.new-topics-per-second=100",
        "--relay.limits.message-burst=100ms",
    ];
}

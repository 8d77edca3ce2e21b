using Broker.Actors.Publishing;
using Broker.Node.WebSockets;
using Broker.Protocol.Errors;
using Broker.Protocol.Limits;
using Broker.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Broker.Tests.Node.WebSockets;

public sealed class ClientSocketsTests
{
    [Fact]
    [Trait("Limit", "node-outbox")]
    public void Of_many_slow_clients_those_for_whom_most_waits_are_closed()
    {
        var time = new ManualTime();
        using var sweep = new SocketSweep(time);
        var sockets = new ClientSockets(Options.Create(new ClientSocketOptions()), Options.Create(new PublishOptions()), sweep, NullLogger<ClientSocket>.Instance);
        var limits = new NodeLimits(new LimitOptions { Node = { OutboxBytes = 40_000 } }, now: 0);
        using var budget = new OutboxBudget(sockets, limits, time);
        var clients = Enumerable.Range(1, 4).Select(_ => sockets.Create()).ToList();
        foreach (var (client, size) in clients.Zip((int[])[10_000, 30_000, 20_000, 1000]))
        {
            client.Outbox.Offer(new byte[size]);
        }

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([null, CloseCode.Slow, null, null], clients.Select(static client => client.Outbox.Closing?.Code));
        Assert.Equal(1, limits.Reached(LimitKind.NodeOutbox));
        Assert.InRange(sockets.PendingBytes(), 31_000, 40_000);
    }
}

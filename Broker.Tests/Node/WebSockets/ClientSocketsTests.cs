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

    [Fact]
    public void When_a_storm_of_clients_has_gone_their_memory_is_collected_once()
    {
        var time = new ManualTime();
        var options = new ClientSocketOptions();
        using var sweep = new SocketSweep(time);
        var sockets = new ClientSockets(Options.Create(options), Options.Create(new PublishOptions()), sweep, NullLogger<ClientSocket>.Instance);
        var collected = 0;
        using var memory = new MemoryReturn(sockets, sweep, options, time, () => collected++);
        var clients = Enumerable.Range(0, StormWatch.Many).Select(_ => sockets.Create()).ToList();
        time.Advance(TimeSpan.FromSeconds(2));

        clients.ForEach(sockets.Forget);
        time.Advance(options.CollectAfter - TimeSpan.FromSeconds(2));
        Assert.Equal(0, collected);

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, collected);

        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, collected);
    }
}

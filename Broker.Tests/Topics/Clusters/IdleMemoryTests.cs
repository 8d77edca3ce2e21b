using System.Diagnostics.Metrics;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Topics;
using Broker.Tests.Connections;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Broker.Tests.Topics.Clusters;

/// <summary>What an idle connection with a topic of its own keeps in the broker's actors, and what is left when many have gone.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class IdleMemoryTests(ITestOutputHelper output)
{
    private const string Name = "memory of the whole process";
    private const int Connections = 2_000;

    [Fact]
    public async Task An_idle_connection_keeps_little_and_when_it_has_gone_nothing()
    {
        using var actors = new ActorCount();
        await using var node = await BrokerNode.StartAsync(configure: static services =>
        {
            services.Configure<RelayOptions>(static relays => relays.Linger = TimeSpan.FromMilliseconds(10));
            services.Configure<TopicOptions>(static topics => topics.IdleAfter = TimeSpan.FromMilliseconds(10));
        });
        await node.JoinAsync(node);

        // Once before: what is made for the first of a kind, and what the tables have grown to, is not of one connection.
        await LeaveAsync(await ComeAsync(node), actors);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sockets = await ComeAsync(node);
        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Connections;
        await LeaveAsync(sockets, actors);
        sockets = [];
        var left = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Connections;
        output.WriteLine($"{held:F0} bytes for each connection, {left:F0} when it has gone");

        // Measured: 3,677, the test's own socket with its outbox in it; 300 is what the tables may have grown by.
        Assert.InRange(held, 1, 4_400);
        Assert.InRange(left, double.MinValue, 300);
    }

    private static async Task<List<FakeClientSocket>> ComeAsync(BrokerNode node)
    {
        var sockets = new List<FakeClientSocket>(Connections);
        for (var i = 0; i < Connections; i++)
        {
            sockets.Add(await node.OpenAsync(TopicName.Parse($"idle/{i}")));
        }

        return sockets;
    }

    private static async Task LeaveAsync(List<FakeClientSocket> sockets, ActorCount actors)
    {
        var none = actors.NoneAsync();
        foreach (var socket in sockets)
        {
            socket.HangUp();
        }

        await none;
    }

    /// <summary>The relays and owners of all topics, by the metrics of the node.</summary>
    private sealed class ActorCount : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly MeterListener _listener = new();
        private TaskCompletionSource? _none;
        private long _count;

        public ActorCount()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name is "relay.relays" or "relay.topics")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Count(change));
            _listener.Start();
        }

        /// <summary>Ends when there is none the next time.</summary>
        public Task NoneAsync()
        {
            lock (_gate)
            {
                Assert.True(_count > 0);
                _none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _none.Task.WaitAsync(FakeClientSocket.Patience);
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Count(long change)
        {
            lock (_gate)
            {
                _count += change;
                if (_count == 0)
                {
                    _none?.TrySetResult();
                }
            }
        }
    }
}

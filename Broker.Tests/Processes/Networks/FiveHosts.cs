using Broker.Testing.Nemesis;
using Broker.Testing.Networks;
using Broker.Testing.Processes;

namespace Broker.Tests.Processes.Networks;

/// <summary>Five nodes, each a host of its own in a network that the tests cut. Every test leaves them as one healthy cluster.</summary>
public sealed class FiveHosts : IAsyncLifetime
{
    private const int Count = 5;
    private const int HttpPort = 8080;
    private const int NodePort = 4053;

    private HostNetwork? _network;
    private SupervisedCluster? _cluster;

    public HostNetwork Network => _network ?? throw new InvalidOperationException("There is no network yet");

    public SupervisedCluster Cluster => _cluster ?? throw new InvalidOperationException("The nodes are not started yet");

    public async Task InitializeAsync()
    {
        if (HostNetwork.Obstacle is { } obstacle)
        {
            throw new InvalidOperationException(obstacle);
        }

        _network = HostNetwork.Create(Count);
        try
        {
            _cluster = await SupervisedCluster.StartAsync(Settings(_network));
        }
        catch
        {
            _network.Dispose();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _network?.Dispose();
    }

    private static IEnumerable<NodeSettings> Settings(HostNetwork network)
    {
        var hosts = Enumerable.Range(0, Count).ToArray();
        var secret = NodeSettings.NewSecret();
        return hosts.Select(host => new NodeSettings
        {
            Name = $"node-{host + 1}",
            Host = network.HostAddress(host),
            HttpPort = HttpPort,
            NodePort = NodePort,
            Seeds = [.. hosts.Select(seed => NodeSettings.Address(network.HostAddress(seed), NodePort))],
            Secret = secret,
            Launcher = network.Launcher(host),
        });
    }
}

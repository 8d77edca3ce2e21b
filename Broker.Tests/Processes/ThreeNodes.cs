using Broker.Testing.Processes;

namespace Broker.Tests.Processes;

/// <summary>Three nodes that the tests of one class share, because none of them ends a node.</summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    private ProcessCluster? _cluster;
    private int _topics;

    public ProcessCluster Cluster => _cluster ?? throw new InvalidOperationException("The nodes are not started yet");

    /// <summary>A topic that no other test uses.</summary>
    public string NewTopic(string name) => $"{name}-{Interlocked.Increment(ref _topics)}";

    public async Task InitializeAsync() => _cluster = await ProcessCluster.StartAsync(3);

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}

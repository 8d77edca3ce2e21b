namespace EngineTests.Membership.Simulation;

/// <summary>A seeded series of crashes, restarts, departures and partitions that counts what it did.</summary>
internal sealed class RandomFaults(SimulatedCluster cluster)
{
    private readonly int[] _seeds = [.. cluster.Nodes.Select(static n => n.Self.Address.Port!.Value).Order()];
    private int _crashes;
    private int _restarts;
    private int _departures;
    private int _partitions;
    private int _revivals;

    public void Next()
    {
        var port = _seeds[cluster.Random.Next(_seeds.Length)];
        switch (cluster.Random.Next(5))
        {
            case 0 when cluster[port].IsRunning:
                _crashes++;
                cluster.Crash(port);
                break;
            case 1:
                // A first seed that comes up cut off from all others starts a cluster of its own (Akka documents the hazard).
                if (port == _seeds[0])
                    cluster.Heal();
                _restarts++;
                cluster.Start(port, _seeds);
                break;
            case 2 when cluster[port].IsRunning:
                _departures++;
                cluster.Leave(port);
                break;
            case 3:
                _partitions++;
                var left = _seeds.Where(_ => cluster.Random.Next(2) == 0).ToList();
                cluster.Partition(left, [.. _seeds.Except(left)]);
                break;
            default:
                cluster.Heal();
                break;
        }

        cluster.RunFor(TimeSpan.FromSeconds(30 * cluster.Random.NextDouble()));
    }

    /// <summary>No more faults; whoever is stopped comes back, as an orchestrator would have it.</summary>
    public void End()
    {
        cluster.Heal();
        ReviveStopped();
    }

    public int ReviveStopped()
    {
        var stopped = cluster.Nodes.Where(static n => !n.IsRunning).Select(static n => n.Self.Address.Port!.Value).ToList();
        foreach (var port in stopped)
        {
            _revivals++;
            cluster.Start(port, _seeds);
        }

        return stopped.Count;
    }

    public override string ToString() =>
        $"{_crashes} crashes, {_restarts} restarts, {_departures} departures, {_partitions} partitions, {_revivals} revivals";
}

namespace EngineTests.Sharding.Simulation;

/// <summary>One seeded history: nodes come, crash, leave and return under traffic; then it is quiet, and everything must be well.</summary>
internal sealed class ShardingHistory(int seed, HistoryPlan plan)
{
    private readonly SimCluster _cluster = new(seed);
    private readonly HashSet<string> _names = [];
    private int _probes;

    public SimCluster Cluster => _cluster;

    public int Crashes { get; private set; }

    public int Leaves { get; private set; }

    public int Joins { get; private set; }

    /// <summary>Runs the history; throws with seed and trace when an invariant is broken.</summary>
    public ShardingHistory Run()
    {
        try
        {
            var nodes = 3 + _cluster.Random.Next(5);
            _cluster.Network.Loss = plan.Loss * _cluster.Random.NextDouble();
            for (var i = 0; i < nodes; i++)
                _cluster.Time.After(TimeSpan.FromMilliseconds(_cluster.Random.Next(0, 2_000)), JoinOne);
            Traffic();
            PlanFault();
            _cluster.Time.RunUntil(plan.Length);
            Quieten();
            return this;
        }
        catch (Exception failure) when (failure is not InvariantViolation { InnerException: not null })
        {
            var trace = string.Join('\n', _cluster.TraceLines.TakeLast(120));
            throw new InvalidOperationException($"seed {seed}: {failure.Message}\n{trace}\n{failure.StackTrace}", failure);
        }
    }

    private void Traffic()
    {
        if (_cluster.Time.Now > plan.Length)
            return;
        foreach (var node in _cluster.Members)
        {
            if (!node.IsAlive || node.RegionStopped || _cluster.Random.NextDouble() > 0.5)
                continue;
            var entity = $"{_cluster.Random.Next(SimCluster.Shards)}-{_cluster.Random.Next(3)}";
            node.Publish(_cluster.Ledger.Send(node.Name, entity));
        }

        _cluster.Time.After(TimeSpan.FromMilliseconds(_cluster.Random.Next(1, 20)), Traffic);
    }

    private void PlanFault() => _cluster.Time.After(TimeSpan.FromMilliseconds(_cluster.Random.Next(500, 9_000)), () =>
    {
        if (_cluster.Time.Now > plan.Length)
            return;
        Fault();
        PlanFault();
    });

    private void Fault()
    {
        var candidates = _cluster.Staying;
        var kind = _cluster.Random.Next(plan.Crashes ? 4 : 3);
        if (candidates.Count <= 2 || kind == 0)
        {
            JoinOne();
            return;
        }

        // The oldest is hit as often as all others together: the coordinator is where it is interesting.
        var victim = _cluster.Random.Next(2) == 0 ? candidates[0] : candidates[_cluster.Random.Next(candidates.Count)];
        if (kind is 1 or 2)
        {
            Leaves++;
            _cluster.Leave(victim);
        }
        else
        {
            Crashes++;
            _cluster.Crash(victim);
        }
    }

    private void JoinOne()
    {
        if (_cluster.Members.Count >= 8)
            return;
        var free = Enumerable.Range(1, 9).Select(static i => $"n{i}")
            .First(name => _cluster.Members.All(node => node.Name.Split('#')[0] != name));
        _names.Add(free);
        Joins++;
        _cluster.Join(free);
    }

    private void Quieten()
    {
        _cluster.Network.Loss = 0;
        _cluster.Time.RunUntil(plan.Length + TimeSpan.FromSeconds(40));
        var before = _cluster.Ledger.Delivered;
        foreach (var node in _cluster.Members)
        {
            for (var shard = 0; shard < SimCluster.Shards; shard++, _probes++)
                node.Publish(_cluster.Ledger.Send(node.Name, $"{shard}-probe"));
        }

        _cluster.Time.RunUntil(_cluster.Time.Now + TimeSpan.FromSeconds(5));
        if (_cluster.Ledger.Open.Count > 0)
        {
            var open = _cluster.Ledger.Open.Take(5).Select(static entry => $"{entry.Key} on {entry.Value}");
            throw new InvariantViolation($"{_cluster.Ledger.Open.Count} messages have neither arrived nor been lost: {string.Join(", ", open)}");
        }

        if (_cluster.Ledger.Delivered - before < _probes)
            throw new InvariantViolation($"{_probes} probes, {_cluster.Ledger.Delivered - before} arrived");
        var owned = _cluster.Members.Sum(static node => node.RunningShards.Count());
        if (owned != SimCluster.Shards)
            throw new InvariantViolation($"{owned} shards run of {SimCluster.Shards}");
    }
}

namespace Broker.Tests.Topics.Simulation.Plans;

/// <summary>Faults that come together with what makes them matter: each is a handful of steps within seconds.</summary>
internal sealed class Episodes(Random random, int nodes, int topics, int publishers, int subscribers, List<PlanStep> steps)
{
    /// <summary>A shard is started twice, and both owners are used.</summary>
    public void Doubled(long at, int shard)
    {
        var overlap = random.Next(2_000, 25_000);
        Add(at, StepKind.StartTwice, shard, 0, overlap);
        PublishAll(at, at + overlap + 2_000, 1_000);
        if (random.Next(2) == 0)
        {
            Cut(at + random.Next(1_000), random.Next(2_000, 8_000));
        }
    }

    /// <summary>A node publishes what another one doesn't hear of, and is gone.</summary>
    public void Whispered(long at)
    {
        var (node, other) = Pair();
        Add(at, StepKind.CutOneWay, node, other, 2_500);
        PublishAll(at + 20, at + 800, 200);
        Add(at + random.Next(300, 1_000), StepKind.Crash, node);
    }

    /// <summary>A node can't be reached for a while; meanwhile subscribers come, and it may still be published to there.</summary>
    public void Shunned(long at)
    {
        var duration = random.Next(4_500, 8_000);
        Partition(at, random.Next(nodes), duration);
        for (var i = 0; i < 4; i++)
        {
            Resubscribe(random.Next(subscribers), at - random.Next(6_000, 9_000), at + random.Next(3_000, 5_000));
        }

        PublishAll(at + 3_000, at + 6_500, 200);
    }

    /// <summary>Subscribers come and go, and it is published at once.</summary>
    public void Crowded(long at)
    {
        for (var i = 0; i < 3; i++)
        {
            Resubscribe(random.Next(subscribers), at - random.Next(1_000, 9_000), at + random.Next(1_000));
        }

        PublishAll(at, at + 1_500, 60);
    }

    /// <summary>A node that nobody can reach is taken out by hand, at once.</summary>
    public void Downed(long at)
    {
        var node = random.Next(nodes);
        Partition(at, node, random.Next(5_000, 12_000));
        Add(at + random.Next(50, 1_500), StepKind.Down, node);
        PublishAll(at, at + 8_000, 250);
    }

    /// <summary>Two nodes don't reach each other, and everyone else does.</summary>
    public void Estranged(long at)
    {
        Cut(at, random.Next(9_000, 15_000));
        PublishAll(at + 6_000, at + 12_000, 250);
    }

    private void Resubscribe(int subscriber, long end, long begin)
    {
        Add(Math.Max(0, end), StepKind.Unsubscribe, subscriber);
        Add(begin, StepKind.Subscribe, subscriber);
    }

    private void PublishAll(long from, long until, int every)
    {
        for (var at = from; at < until; at += 1 + random.Next(2 * every))
        {
            Add(at, StepKind.Publish, random.Next(publishers), random.Next(topics), 1);
        }
    }

    private void Cut(long at, int duration)
    {
        var (one, other) = Pair();
        Add(at, StepKind.Cut, one, other, duration);
    }

    private void Partition(long at, int node, int duration) => Add(at, StepKind.Partition, 1 << node, random.Next(2), duration);

    private (int One, int Other) Pair()
    {
        var one = random.Next(nodes);
        return (one, (one + 1 + random.Next(nodes - 1)) % nodes);
    }

    private void Add(long at, StepKind kind, int a, int b = 0, int c = 0) => steps.Add(new PlanStep(at, kind, a, b, c));
}

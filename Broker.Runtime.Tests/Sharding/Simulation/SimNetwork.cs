namespace EngineTests.Sharding.Simulation;

/// <summary>Links with delay and loss; in order for each pair of nodes and lane, as the lanes of remoting are.</summary>
public sealed class SimNetwork(VirtualTime time, Random random)
{
    private readonly Dictionary<(string From, string To, string Lane), TimeSpan> _lastArrival = [];

    /// <summary>The share of messages that get lost, 0 to 1.</summary>
    public double Loss { get; set; }

    /// <summary>How many were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>Carries something from node to node; what is lost is reported to <paramref name="lost"/>.</summary>
    public void Carry(string from, string to, string lane, Action arrive, Action lost)
    {
        if (from != to && random.NextDouble() < Loss)
        {
            Lost++;
            lost();
            return;
        }

        var delay = from == to ? TimeSpan.FromTicks(random.Next(1, 500)) : TimeSpan.FromMicroseconds(random.Next(100, 5_000));
        var key = (from, to, lane);
        var arrival = time.Now + delay;
        if (_lastArrival.TryGetValue(key, out var last) && last > arrival)
            arrival = last;
        _lastArrival[key] = arrival;
        time.At(arrival, arrive);
    }
}

namespace Broker.Bench.Load;

/// <summary>A named way to load a broker.</summary>
/// <param name="Name">How it is asked for.</param>
/// <param name="What">What it does, in a line.</param>
/// <param name="Clients">How many subscribers, pairs or connections unless told otherwise.</param>
/// <param name="Rate">Messages a second of each publisher unless told otherwise; null for a closed loop.</param>
/// <param name="Run">Runs it.</param>
/// <param name="Nodes">How many nodes it must be, which are started for it; null for any.</param>
internal sealed record Scenario(string Name, string What, int Clients, double? Rate, Func<LoadOptions, LoadResult> Run, int? Nodes = null)
{
    public static readonly Scenario[] All =
    [
        new("fanout", "one publisher, its topic's subscribers, as fast as a window of messages allows", 1000, null, FanOut),
        new("fanout-20", "the same with 20 messages a second on a clock", 1000, 20, FanOut),
        new("pairs", "pairs of one publisher and one subscriber, 10 messages a second each; in a cluster on different nodes", 500, 10, Pairs),
        new("hops", "pairs whose publishers, topics and subscribers are on three different nodes: what each node costs", 500, 10, Hops, Nodes: 3),
        new("idle", "connections with a subscription each that hear nothing, in servers started for this", 10_000, null, static options => new ConnectionRun(options).Run()),
        new("connects", "the same, left at once: the connecting itself, and what stays afterwards", 10_000, null, static options => new ConnectionRun(options with { Settle = TimeSpan.Zero, Duration = TimeSpan.FromSeconds(1) }).Run()),
    ];

    private static LoadResult FanOut(LoadOptions options) => new MessageRun(options).Run(loop =>
    {
        var publisher = loop.Add(options.Nodes[0], publishesTo: "load-fan");
        for (var i = 0; i < options.Clients; i++)
        {
            loop.Add(options.Nodes[i % options.Nodes.Count], hears: "load-fan");
        }

        loop.AddPublisher(publisher, options.PayloadBytes, options.Clients);
    });

    private static LoadResult Pairs(LoadOptions options) => new MessageRun(options).Run(loop =>
    {
        for (var i = 0; i < options.Clients; i++)
        {
            var topic = FormattableString.Invariant($"load-pair-{i}");
            var publisher = loop.Add(options.Nodes[i % options.Nodes.Count], publishesTo: topic);
            loop.Add(options.Nodes[(i + 1) % options.Nodes.Count], hears: topic);
            loop.AddPublisher(publisher, options.PayloadBytes, subscribers: 1);
        }
    });

    private static LoadResult Hops(LoadOptions options)
    {
        var topics = TopicFinder.OwnedBy(options.NodeAddresses[1], options.Nodes[0], options.Clients);
        return new MessageRun(options with { HasParts = true }).Run(loop =>
        {
            foreach (var topic in topics)
            {
                var publisher = loop.Add(options.Nodes[0], publishesTo: topic);
                loop.Add(options.Nodes[2], hears: topic);
                loop.AddPublisher(publisher, options.PayloadBytes, subscribers: 1);
            }
        });
    }
}

namespace Broker.Testing.Histories;

/// <summary>What was published, what was seen and what was done to the nodes in one run: all that the checker knows.</summary>
public sealed record History(
    IReadOnlyList<PublishRecord> Publishes,
    IReadOnlyList<SubscriberSession> Sessions,
    IReadOnlyList<NodeLife> Lives,
    IReadOnlyList<Fault> Faults);

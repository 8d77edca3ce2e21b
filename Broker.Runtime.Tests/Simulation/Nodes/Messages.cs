namespace EngineTests.Simulation.Nodes;

/// <summary>Are you there? The answer is reported at once, for nothing else depends on it.</summary>
internal sealed class Heartbeat
{
    public static readonly Heartbeat Instance = new();
}

/// <summary>A message to an actor of another process.</summary>
internal sealed record ToActor(SimActor Target, object Message, SimActor Sender);

/// <summary>A message to whoever coordinates on a node.</summary>
internal sealed record ToCoordinator(object Message, SimActor Sender);

/// <summary>A coordinator asks whether a region runs on a node.</summary>
internal sealed record AreYouThere(SimActor Coordinator);

/// <summary>The answer.</summary>
internal sealed record RegionIs(SimActor? Region, Machine On, SimActor Coordinator);

/// <summary>A system message with its number.</summary>
internal sealed record SystemFrame(long Sequence, object Content);

/// <summary>System messages up to this number have arrived.</summary>
internal sealed record SystemAck(long Cumulative);

/// <summary>The sender's process ends in order.</summary>
internal sealed class Goodbye
{
    public static readonly Goodbye Instance = new();
}

/// <summary>A user's message of the sharding traffic.</summary>
internal sealed class UserMessage(int id, Incarnation sender, string shard, string entity)
{
    public int Id { get; } = id;

    public Incarnation Sender { get; } = sender;

    public string Shard { get; } = shard;

    public string Entity { get; } = entity;

    /// <summary>The process that has it; null while it is on a link.</summary>
    public Incarnation? At { get; set; }

    /// <summary>What became of it; null while that is open.</summary>
    public string? Fate { get; set; }

    public override string ToString() => $"message {Id} of {Sender} to {Entity} of shard {Shard}";
}


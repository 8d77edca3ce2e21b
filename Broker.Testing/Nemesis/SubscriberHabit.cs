namespace Broker.Testing.Nemesis;

/// <summary>What a subscriber does with its connection.</summary>
internal enum SubscriberHabit
{
    /// <summary>Keeps it, and comes back, to any node, when it was closed.</summary>
    Stays,

    /// <summary>The same, and publishes over it.</summary>
    StaysAndSpeaks,

    /// <summary>Keeps it, over <c>relay.v1</c>, and comes back with the position of the last message it had.</summary>
    StaysWithPosition,

    /// <summary>Leaves after a while and comes back to any node.</summary>
    ComesAndGoes,
}

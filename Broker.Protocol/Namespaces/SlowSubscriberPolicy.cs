namespace Broker.Protocol.Namespaces;

/// <summary>What happens when a subscriber's outbox has no room for the next publication of a topic.</summary>
public enum SlowSubscriberPolicy : byte
{
    /// <summary>Its connection is closed with the code that says come back; it misses nothing when it recovers by offset. The default.</summary>
    Disconnect,

    /// <summary>The oldest waiting publications of the topic give way to the new one.</summary>
    DropOldest,

    /// <summary>Of the topic's waiting publications only the newest stays.</summary>
    KeepNewest,
}

namespace Broker.Testing.Delivery;

/// <summary>What one subscriber of a topic saw, in order, with the places where it was told that it may have missed something.</summary>
public sealed class SubscriberLog
{
    private readonly List<MessageId> _messages = [];
    private readonly List<int> _told = [];

    /// <param name="name">Names the subscriber in findings.</param>
    public SubscriberLog(string name) => Name = name;

    /// <summary>Names the subscriber in findings.</summary>
    public string Name { get; }

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<MessageId> Messages => _messages;

    /// <summary>For each time it was told: how many messages had come before.</summary>
    public IReadOnlyList<int> Told => _told;

    /// <summary>A message came.</summary>
    public void Saw(MessageId message) => _messages.Add(message);

    /// <summary>The subscriber learned that messages may be missing here: it was disconnected, or the broker said so.</summary>
    public void WasTold() => _told.Add(_messages.Count);
}

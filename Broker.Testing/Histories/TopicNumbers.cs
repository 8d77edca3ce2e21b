using Broker.Testing.Delivery;

namespace Broker.Testing.Histories;

/// <summary>Which message has which number in one topic: as publishers were told, and as it follows from what subscribers saw.</summary>
internal sealed class TopicNumbers
{
    private readonly Dictionary<MessageId, StreamPosition> _told = [];
    private readonly Dictionary<StreamPosition, MessageId> _messages = [];
    private readonly Dictionary<string, TimeSpan> _epochs = [];

    /// <summary>
    /// A publisher was told the number, at that time. Returns another message that has the same one, if there is one. What was sent before a
    /// crash may be accepted long after it: only the answer says when an epoch was in use.
    /// </summary>
    public MessageId? Told(MessageId message, StreamPosition position, TimeSpan answeredAt)
    {
        _told[message] = position;
        _epochs[position.Epoch] = _epochs.TryGetValue(position.Epoch, out var before) && before < answeredAt ? before : answeredAt;
        return Follows(message, position);
    }

    /// <summary>A message can only have this number. Returns another one that has it too, if there is one.</summary>
    public MessageId? Follows(MessageId message, StreamPosition position) =>
        _messages.TryAdd(position, message) || _messages[position] == message ? null : _messages[position];

    /// <summary>Whether the first epoch was in use before the second.</summary>
    public bool IsBefore(string first, string second) => _epochs.GetValueOrDefault(first) < _epochs.GetValueOrDefault(second);

    /// <summary>The number that its publisher was told.</summary>
    public StreamPosition? Of(MessageId message) => _told.TryGetValue(message, out var position) ? position : null;

    /// <summary>What is known to have this number.</summary>
    public MessageId? At(StreamPosition position) => _messages.TryGetValue(position, out var message) ? message : null;
}

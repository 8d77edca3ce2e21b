using Broker.Protocol.Topics;

namespace Broker.Protocol.RelayV1;

/// <summary>The commands of one connection that are not answered, by the tag of their outcome.</summary>
/// <remarks>Their number is bounded by what the connection lets be under way: publishes, topics and readings.</remarks>
internal sealed class CommandsUnderWay
{
    private readonly Dictionary<long, Entry> _entries = [];
    private long _lastTag;

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Notes a command and gives its tag.</summary>
    public long Add(CommandId id, TopicName? topic, TopicFilter? filter = null)
    {
        // The id lies in the message that brought it, which may be long; it is copied so that the message can go.
        var kept = id.IsGiven ? new CommandId(id.Json.ToArray()) : id;
        _entries.Add(++_lastTag, new Entry(kept, topic, filter));
        return _lastTag;
    }

    /// <summary>Takes out the command that an outcome belongs to.</summary>
    public bool TryTake(long tag, out Entry entry) => _entries.Remove(tag, out entry);

    /// <summary>One command.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Topic">The topic it is about, if it is one.</param>
    /// <param name="Filter">The filter it is about, if it is one.</param>
    internal readonly record struct Entry(CommandId Id, TopicName? Topic, TopicFilter? Filter)
    {
        public ReadOnlySpan<byte> Name => Topic is not null ? Topic.Utf8.Span : Filter is not null ? Filter.Utf8.Span : default;
    }
}

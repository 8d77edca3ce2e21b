namespace Broker.Actors.Keepers;

/// <summary>Which part of a left topic goes into one message.</summary>
internal readonly record struct LeftPart(Range Log, Range Publishers)
{
    // What an entry takes on the wire besides its payload, generously: the keys and numbers of its fields, and the topic's name.
    private const int EntryBytes = 320;
    private const int PublisherBytes = 48;
    private const int PlaceBytes = 22;

    /// <summary>The parts of a topic; one at least, also of one that has nothing but its place.</summary>
    public static List<LeftPart> Divide(LeftTopic topic, int maxBytes)
    {
        var parts = new List<LeftPart>();
        var (log, publishers) = (0, 0);
        do
        {
            var (firstLog, firstPublisher) = (log, publishers);
            var bytes = 0;
            while (log < topic.Log.Count && Fits(topic.Log[log].Publication.Payload.Length + EntryBytes, maxBytes, ref bytes))
            {
                log++;
            }

            while (log == topic.Log.Count && publishers < topic.Publishers.Count
                && Fits(PublisherBytes + (topic.Publishers[publishers].Places.Count * PlaceBytes), maxBytes, ref bytes))
            {
                publishers++;
            }

            parts.Add(new LeftPart(firstLog..log, firstPublisher..publishers));
        }
        while (log < topic.Log.Count || publishers < topic.Publishers.Count);
        return parts;
    }

    public LeftTopic Of(LeftTopic topic) => topic with
    {
        Log = [.. topic.Log.Take(Log)],
        Publishers = [.. topic.Publishers.Take(Publishers)],
    };

    // One that is larger than all may be goes alone.
    private static bool Fits(int size, int maxBytes, ref int bytes)
    {
        if (bytes > 0 && bytes + size > maxBytes)
        {
            return false;
        }

        bytes += size;
        return true;
    }
}

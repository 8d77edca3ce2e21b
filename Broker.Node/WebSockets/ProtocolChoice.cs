using Broker.Node.Http;
using Broker.Protocol.Topics;

namespace Broker.Node.WebSockets;

/// <summary>Which protocol a WebSocket request speaks, from its path and query.</summary>
internal static class ProtocolChoice
{
    /// <summary>The path of clients without a key.</summary>
    public const string PlainPath = "/websocket";

    /// <summary>The path of MQTT clients.</summary>
    public const string MqttPath = "/mqtt";

    private const string KeyPrefix = PlainPath + "/";

    // A request line is bounded to some kilobytes; this bounds what one of them makes the topics do.
    private const int MaxTopics = 64;

    /// <summary>The key, topics and filters of a client of <see cref="PlainPath"/>; false and a refusal when one of them is not valid.</summary>
    public static bool TryPlain(
        in RequestTarget target, out ClientKey? key, out List<TopicName> topics, out List<TopicFilter> filters, out string refusal)
    {
        key = null;
        topics = [];
        filters = [];
        if (target.TryName(KeyPrefix, out var name) ? name.Length > 0 && !ClientKey.TryParse(name, out key) : target.Path.Length > KeyPrefix.Length)
        {
            refusal = "the key in the path is not valid";
            return false;
        }

        return TryTopics(target, topics, filters, out refusal);
    }

    /// <summary>Whether the topics that come with a connection are to be subscribed: not for a <c>relay.v1</c> client that says <c>own=off</c>.</summary>
    public static bool IsOwnWanted(in RequestTarget target) => !(target.TryQuery("own", out var own) && own is "off");

    // Split before it is decoded, so that a topic may have a comma in it, written as %2C.
    private static bool TryTopics(in RequestTarget target, List<TopicName> topics, List<TopicFilter> filters, out string refusal)
    {
        refusal = "";
        if (!target.TryQuery("topics", out var list) || list.IsEmpty)
        {
            return true;
        }

        foreach (var range in list.Split(','))
        {
            if (!PercentText.TryDecode(KeepWildcards(list[range]), plusIsSpace: true, out var name) || !TryAdd(name, topics, filters))
            {
                refusal = "a name in topics is not valid";
                return false;
            }

            if (topics.Count + filters.Count > MaxTopics)
            {
                refusal = "too many topics";
                return false;
            }
        }

        return true;
    }

    private static bool TryAdd(string name, List<TopicName> topics, List<TopicFilter> filters)
    {
        if (TopicName.TryParse(name, out var topic))
        {
            topics.Add(topic);
            return true;
        }

        var isFilter = TopicFilter.TryParse(name, out var filter);
        if (isFilter)
        {
            filters.Add(filter!);
        }

        return isFilter;
    }

    // In a query + is a space, but nobody has a level that is one space, and news/+/eu is what everybody writes.
    private static string KeepWildcards(ReadOnlySpan<char> raw)
    {
        var levels = raw.ToString().Split('/');
        return string.Join('/', levels.Select(static level => level == "+" ? "%2B" : level));
    }
}

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

    /// <summary>The key and the topics of a client of <see cref="PlainPath"/>; false and a refusal when one of them is not valid.</summary>
    public static bool TryPlain(in RequestTarget target, out ClientKey? key, out List<TopicName> topics, out string refusal)
    {
        key = null;
        topics = [];
        if (target.TryName(KeyPrefix, out var name) ? name.Length > 0 && !ClientKey.TryParse(name, out key) : target.Path.Length > KeyPrefix.Length)
        {
            refusal = "the key in the path is not valid";
            return false;
        }

        return TryTopics(target, out topics, out refusal);
    }

    /// <summary>Whether the topics that come with a connection are to be subscribed: not for a <c>relay.v1</c> client that says <c>own=off</c>.</summary>
    public static bool IsOwnWanted(in RequestTarget target) => !(target.TryQuery("own", out var own) && own is "off");

    // Split before it is decoded, so that a topic may have a comma in it, written as %2C.
    private static bool TryTopics(in RequestTarget target, out List<TopicName> topics, out string refusal)
    {
        topics = [];
        refusal = "";
        if (!target.TryQuery("topics", out var list) || list.IsEmpty)
        {
            return true;
        }

        foreach (var range in list.Split(','))
        {
            if (!PercentText.TryDecode(list[range], plusIsSpace: true, out var name) || !TopicName.TryParse(name, out var topic))
            {
                refusal = "a name in topics is not valid";
                return false;
            }

            topics.Add(topic);
            if (topics.Count > MaxTopics)
            {
                refusal = "too many topics";
                return false;
            }
        }

        return true;
    }
}

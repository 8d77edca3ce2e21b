namespace Broker.Actors.Topics;

/// <summary>Names the shard region of all topics in the actor registry.</summary>
public sealed class TopicRegion
{
    /// <summary>The name of the sharded type, the same on every node.</summary>
    public const string TypeName = "topic";

    private TopicRegion()
    {
    }
}

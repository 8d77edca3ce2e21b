namespace Broker.Actors.Topics;

/// <summary>Shard to topic: stop, since the shard moves or since the topic asked to be passivated.</summary>
public sealed class EndTopic
{
    public static readonly EndTopic Instance = new();

    private EndTopic()
    {
    }
}

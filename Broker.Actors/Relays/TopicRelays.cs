namespace Broker.Actors.Relays;

/// <summary>Names this node's <see cref="TopicRelaysActor"/> in the actor registry.</summary>
public sealed class TopicRelays
{
    private TopicRelays()
    {
    }
}

namespace Broker.Actors.Hosting;

/// <summary>This node's entrances into the actor system, once it has started.</summary>
public sealed class BrokerActors
{
    private IActorRef? _topics;
    private IActorRef? _relays;
    private IActorRef? _gateway;

    /// <summary>The shard region of the topics.</summary>
    public IActorRef Topics => Started(_topics);

    /// <summary>This node's relays.</summary>
    public IActorRef Relays => Started(_relays);

    /// <summary>This node's publisher for requests without a connection.</summary>
    public IActorRef Gateway => Started(_gateway);

    internal void Start(IActorRef topics, IActorRef relays, IActorRef gateway)
    {
        _topics = topics;
        _relays = relays;
        _gateway = gateway;
    }

    private static IActorRef Started(IActorRef? actor) =>
        actor ?? throw new InvalidOperationException("The broker's actors are not started yet.");
}

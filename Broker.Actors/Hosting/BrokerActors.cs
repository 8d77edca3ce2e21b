namespace Broker.Actors.Hosting;

/// <summary>This node's entrances into the actor system, once it has started.</summary>
public sealed class BrokerActors
{
    private IActorRef? _topics;
    private IActorRef? _relays;
    private IActorRef? _gateway;
    private IActorRef? _keeper;
    private IActorRef? _nodes;
    private IActorRef? _heads;
    private IActorRef? _answers;

    /// <summary>The shard region of the topics.</summary>
    public IActorRef Topics => Started(_topics);

    /// <summary>This node's relays.</summary>
    public IActorRef Relays => Started(_relays);

    /// <summary>This node's publisher for requests without a connection.</summary>
    public IActorRef Gateway => Started(_gateway);

    /// <summary>This node's keeper of what topics leave.</summary>
    public IActorRef Keeper => Started(_keeper);

    /// <summary>This node's reporter of heads and invites.</summary>
    public IActorRef Heads => Started(_heads);

    /// <summary>What sends the answers of this node's topics to publishers on other nodes that are in no hurry.</summary>
    public IActorRef Answers => Started(_answers);

    /// <summary>What follows the members of the cluster.</summary>
    public IActorRef Nodes => Started(_nodes);

    internal void Begin(IActorRef keeper, IActorRef nodes, IActorRef answers)
    {
        _answers = answers;
        _keeper = keeper;
        _nodes = nodes;
    }

    internal void Start(IActorRef topics, IActorRef relays, IActorRef gateway, IActorRef heads)
    {
        _heads = heads;
        _topics = topics;
        _relays = relays;
        _gateway = gateway;
    }

    private static IActorRef Started(IActorRef? actor) =>
        actor ?? throw new InvalidOperationException("The broker's actors are not started yet.");
}

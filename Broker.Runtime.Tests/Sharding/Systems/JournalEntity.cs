using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding;

namespace EngineTests.Sharding.Systems;

/// <summary>An entity that writes down what it gets, and stops when told.</summary>
internal sealed class JournalEntity : UntypedActor
{
    public const string Stop = "stop";
    public const string Sleep = "sleep";

    private readonly string _node;
    private readonly string _id;
    private readonly Journal _journal;

    public JournalEntity(string node, string id, Journal journal)
    {
        _node = node;
        _id = id;
        _journal = journal;
    }

    protected override void PreStart() => _journal.Add(_node, _id, "started");

    protected override void PostStop() => _journal.Add(_node, _id, "stopped");

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Stop:
                Context.Stop(Self);
                break;
            case Sleep:
                Context.Parent.Tell(new Passivate(Stop), Self);
                break;
            default:
                _journal.Add(_node, _id, (string)message);
                Sender.Tell(message, Self);
                break;
        }
    }
}

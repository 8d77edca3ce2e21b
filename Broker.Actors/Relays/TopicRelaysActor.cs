using Broker.Actors.Hosting;
using Broker.Protocol.Topics;
using Microsoft.Extensions.Logging;

namespace Broker.Actors.Relays;

/// <summary>This node's relays: one child for each topic that someone here hears. Joins and leaves pass here, publications don't.</summary>
public sealed partial class TopicRelaysActor : UntypedActor
{
    private readonly Dictionary<TopicName, Relay> _byTopic = [];
    private readonly Dictionary<IActorRef, TopicName> _topics = [];
    private readonly IActorRef _region;
    private readonly BrokerServices _services;
    private readonly ILogger _logger;

    public TopicRelaysActor(IActorRef region, BrokerServices services)
    {
        _region = region;
        _services = services;
        _logger = services.Loggers.CreateLogger<TopicRelaysActor>();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case JoinTopic join:
                Join(join);
                break;
            case LeaveTopic leave:
                if (_byTopic.TryGetValue(leave.Subscriber.Topic, out var left))
                {
                    left.Actor.Tell(leave, Sender);
                }

                break;
            case RelayResting resting:
                Rest(resting);
                break;
            case Terminated terminated:
                Forget(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // A relay that failed has closed its subscribers' outboxes; the next join makes a new one with a clean state.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(OnFailure);

    private Directive OnFailure(Exception cause)
    {
        RelayFailed(_logger, cause);
        return Directive.Stop;
    }

    private void Join(JoinTopic join)
    {
        var topic = join.Subscriber.Topic;
        if (!_byTopic.TryGetValue(topic, out var relay))
        {
            var actor = Context.ActorOf(Props.Create<TopicRelayActor>(topic, _region, _services));
            Context.Watch(actor);
            relay = new Relay(actor);
            _byTopic.Add(topic, relay);
            _topics.Add(actor, topic);
        }

        relay.Joins++;
        relay.Actor.Tell(join, Sender);
    }

    private void Rest(RelayResting resting)
    {
        if (_byTopic.TryGetValue(resting.Topic, out var relay) && relay.Actor.Equals(Sender) && relay.Joins == resting.Joins)
        {
            _byTopic.Remove(resting.Topic);
            Context.Stop(relay.Actor);
        }
    }

    private void Forget(IActorRef actor)
    {
        if (_topics.Remove(actor, out var topic) && _byTopic.TryGetValue(topic, out var relay) && relay.Actor.Equals(actor))
        {
            _byTopic.Remove(topic);
        }
    }

    [LoggerMessage(2300, LogLevel.Error, "A relay failed; its subscribers are closed and come back.")]
    private static partial void RelayFailed(ILogger logger, Exception cause);

    private sealed class Relay(IActorRef actor)
    {
        public IActorRef Actor { get; } = actor;

        /// <summary>The joins sent to it so far.</summary>
        public long Joins { get; set; }
    }
}

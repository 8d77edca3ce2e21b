using Broker.Actors.Hosting;
using Broker.Actors.Keepers;
using Broker.Actors.Topics;
using Broker.Protocol.Topics;

namespace Broker.Tests.Topics;

/// <summary>In place of a shard region: owns every topic on this node, as the parent of its owner.</summary>
internal sealed class LocalTopicRegion(BrokerServices services) : UntypedActor
{
    /// <summary>To the region: stop the owner of this topic as a crash would, without a word.</summary>
    public sealed record Kill(string Topic);

    /// <summary>To the region: stop the owner of this topic as a hand-off would.</summary>
    public sealed record Move(string Topic);

    private readonly Dictionary<string, IActorRef> _owners = [];
    private readonly HashSet<IActorRef> _killed = [];
    private readonly Dictionary<IActorRef, List<(object Message, IActorRef Sender)>> _moving = [];

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ITopicMessage topical when _owners.TryGetValue(topical.Topic.Value, out var owner) && _moving.TryGetValue(owner, out var kept):
                kept.Add((message, Sender));
                break;
            case ITopicMessage topical:
                Owner(topical.Topic.Value).Forward(message);
                break;
            case Passivate passivate:
                Sender.Tell(passivate.StopMessage, Self);
                break;
            case Kill kill:
                _killed.Add(Owner(kill.Topic));
                Context.Stop(Owner(kill.Topic));
                break;
            case Move move:
                _moving[Owner(move.Topic)] = [];
                Owner(move.Topic).Tell(EndTopic.Instance, Self);
                break;
            case Terminated terminated:
                Forget(terminated.ActorRef);
                break;
        }
    }

    private IActorRef Owner(string topic)
    {
        if (!_owners.TryGetValue(topic, out var owner))
        {
            owner = Context.ActorOf(Props.Create<TopicActor>(topic, services));
            Context.Watch(owner);
            _owners.Add(topic, owner);
        }

        return owner;
    }

    private void Forget(IActorRef owner)
    {
        foreach (var (topic, known) in _owners)
        {
            if (known.Equals(owner))
            {
                _owners.Remove(topic);
                Rob(owner, topic);
                break;
            }
        }

        if (_moving.Remove(owner, out var kept))
        {
            kept.ForEach(message => Self.Tell(message.Message, message.Sender));
        }
    }

    // An owner that is stopped leaves its state; one that crashes with its node can't.
    private void Rob(IActorRef owner, string topic)
    {
        if (_killed.Remove(owner))
        {
            services.Actors.Keeper.Tell(new TopicBegun(TopicName.Parse(topic), TopicMessageExtractor.ShardOf(topic, services.Topics.Shards)), Self);
        }
    }
}

using Broker.Actors.Hosting;
using Broker.Protocol.Errors;

namespace Broker.Actors.Publishing;

/// <summary>This node's publisher for requests that have no connection: one publisher for all of them, each standing for itself.</summary>
public sealed class PublishGatewayActor : UntypedActor, IWithTimers
{
    private readonly List<PublisherEffect> _effects = [];
    private readonly Dictionary<long, IActorRef> _askers = [];
    private readonly PublisherState _publisher;
    private readonly IActorRef _region;
    private readonly BrokerServices _services;
    private readonly Address _ownAddress;
    private TickTimer _timer;
    private long _lastTag;

    public PublishGatewayActor(IActorRef region, BrokerServices services)
    {
        var options = services.Publishing;
        _region = region;
        _services = services;
        _ownAddress = ((ExtendedActorSystem)Context.System).Provider.DefaultAddress;
        _publisher = new PublisherState(
            PublisherId.Random(), isOrdered: false, options.GatewayPending, options.GatewayPendingBytes, options);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        var now = _services.Clock.Now;
        switch (message)
        {
            case PublishRequest request:
                Publish(request, now);
                break;
            case PublishAnswer answer:
                _publisher.Answered(answer, now, _effects);
                break;
            case Tick:
                _timer.Fired();
                _publisher.Tick(now, _effects);
                break;
            default:
                Unhandled(message);
                break;
        }

        foreach (var effect in _effects)
        {
            Carry(effect);
        }

        _effects.Clear();
        _timer.Follow(_publisher.NextTick, now, Timers);
    }

    private void Publish(PublishRequest request, long now)
    {
        if (_publisher.IsFull)
        {
            _services.Metrics.Publishing.Refused();
            Sender.Tell(PublishResult.Failed(ErrorCode.TooManyRequests), Self);
            return;
        }

        _askers.Add(++_lastTag, Sender);
        _publisher.Publish(request.Topic, request.Payload, _lastTag, isAwaited: true, now, _effects);
    }

    private void Carry(in PublisherEffect effect)
    {
        if (effect.Kind == PublisherEffectKind.Send)
        {
            _services.Metrics.Publishing.Sent(effect.Publish!.IsRepeat);
            _region.Tell(effect.Publish, Self);
        }
        else if (_askers.Remove(effect.Tag, out var asker))
        {
            asker.Tell(Result(effect), Self);
        }
    }

    private PublishResult Result(in PublisherEffect effect)
    {
        if (effect.Error is not null)
        {
            _services.Metrics.Publishing.Unknown();
            return PublishResult.Failed(effect.Error);
        }

        // An unordered publish settles in the turn of its answer, whose sender is the topic's owner.
        var owner = Sender.Path.Address.Host is null ? _ownAddress : Sender.Path.Address;
        return new PublishResult(null, effect.Answer!.Position, effect.Answer.Nodes, $"{owner.Host ?? "local"}:{owner.Port ?? 0}");
    }
}

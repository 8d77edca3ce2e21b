using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Events;
using Broker.Runtime.Event;

namespace Broker.Runtime.Cluster.Tools.Singleton;

/// <summary>Sends messages on to the singleton, wherever it is, and keeps a bounded number of them while it moves.</summary>
/// <remarks>At most once: what is on the way to a node that dies is lost.</remarks>
public sealed class ClusterSingletonProxy : UntypedActor, IWithTimers
{
    /// <summary>The first pause before the singleton is looked for again; doubled up to the configured interval.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<(object Message, IActorRef Sender)> _buffer = new();
    private readonly ClusterSingletonProxySettings _settings;
    private readonly string[] _singletonPath;
    private Address? _oldest;
    private IActorRef? _singleton;
    private TimeSpan _pause = FirstPause;
    private int _search;

    /// <summary>Use <see cref="Props"/>.</summary>
    public ClusterSingletonProxy(string singletonManagerPath, ClusterSingletonProxySettings settings)
    {
        _settings = settings;
        _singletonPath = [.. singletonManagerPath.Split('/', StringSplitOptions.RemoveEmptyEntries), settings.SingletonName];
    }

    /// <summary>Set by the engine.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A proxy for the singleton of the managers at <paramref name="singletonManagerPath"/>, such as <c>/user/manager</c>.</summary>
    public static Props Props(string singletonManagerPath, ClusterSingletonProxySettings settings) =>
        Actor.Props.Create(() => new ClusterSingletonProxy(singletonManagerPath, settings)).WithDeploy(Deploy.Local);

    /// <inheritdoc />
    protected override void PreStart() => _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(MembershipViewChanged));

    /// <inheritdoc />
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case MembershipViewChanged changed:
                Observe(changed);
                break;
            case ActorIdentity identity:
                if (identity.MessageId is int search && search == _search && identity.Subject is { } found)
                    Found(found);
                break;
            case Search:
                SearchOnce();
                break;
            case Terminated terminated:
                if (terminated.ActorRef.Equals(_singleton))
                    Restart();
                break;
            default:
                Forward(message);
                break;
        }
    }

    private void Observe(MembershipViewChanged changed)
    {
        var oldest = changed.State.Gossip.Members
            .Where(m => m.Status is MemberStatus.Up or MemberStatus.Leaving && (_settings.Role.Length == 0 || m.HasRole(_settings.Role)))
            .Min(Member.AgeOrdering)?.Address;
        if (oldest == _oldest)
            return;
        _oldest = oldest;
        Restart();
    }

    private void Restart()
    {
        if (_singleton is not null)
            Context.Unwatch(_singleton);
        _singleton = null;
        _search++;
        _pause = FirstPause;
        SearchOnce();
    }

    private void SearchOnce()
    {
        if (_singleton is not null || _oldest is null)
            return;
        _cluster.System.Provider.ResolveActorRef(new RootActorPath(_oldest) / _singletonPath).Tell(new Identify(_search), Self);
        Timers.StartSingleTimer(nameof(Search), Search.Instance, _pause);
        _pause = _pause * 2 < _settings.SingletonIdentificationInterval ? _pause * 2 : _settings.SingletonIdentificationInterval;
    }

    private void Found(IActorRef singleton)
    {
        _log.Info("Singleton identified at [{0}]", singleton.Path);
        _singleton = Context.Watch(singleton);
        Timers.Cancel(nameof(Search));
        while (_buffer.TryDequeue(out var waiting))
            singleton.Tell(waiting.Message, waiting.Sender);
    }

    private void Forward(object message)
    {
        if (_singleton is not null)
        {
            _singleton.Tell(message, Sender);
            return;
        }

        if (_buffer.Count >= _settings.BufferSize && _buffer.TryDequeue(out var oldest))
            DropOldest(oldest);
        if (_settings.BufferSize > 0)
            _buffer.Enqueue((message, Sender));
        else
            DropOldest((message, Sender));
    }

    private void DropOldest((object Message, IActorRef Sender) dropped) =>
        Context.System.EventStream.Publish(new Dropped(dropped.Message, "The singleton is unknown and the proxy's buffer is full", dropped.Sender, Self));

    private sealed class Search
    {
        public static readonly Search Instance = new();
    }
}

using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Dispatch;
using Broker.Runtime.Dispatch.SysMsg;

namespace Broker.Runtime.Actor;

/// <summary>The engine's side of one actor: its mailbox, behaviour, children and watches, through all its restarts.</summary>
/// <remarks>
/// Everything but the children's table is touched only in the actor's own turn. What most actors never need (children, watches,
/// receive timeout, asynchronous handlers) is made when first used: an idle actor has to stay below a kilobyte.
/// </remarks>
public sealed partial class ActorCell : IUntypedActorContext
{
    private ActorBase? _actor;
    private Receive? _behavior;
    private Stack<Receive>? _behaviorsBelow;
    private TimerScheduler? _timers;
    private IActorRef? _sender;

    internal ActorCell(ActorSystemImpl system, LocalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        SystemImpl = system;
        Self = self;
        Props = props;
        Dispatcher = dispatcher;
        Parent = parent;
        Mailbox = new Mailbox(this);
    }

    /// <inheritdoc />
    public Props Props { get; }

    /// <inheritdoc />
    public MessageDispatcher Dispatcher { get; }

    /// <inheritdoc />
    public ActorSystem System => SystemImpl;

    /// <summary>The system, as the engine sees it.</summary>
    public ActorSystemImpl SystemImpl { get; }

    /// <summary>The actor's supervisor.</summary>
    public IInternalActorRef Parent { get; }

    IActorRef IActorContext.Parent => Parent;

    IActorRef IActorContext.Self => Self;

    /// <inheritdoc />
    public IActorRef Sender => _sender ?? SystemImpl.DeadLetters;

    /// <summary>The message that is being handled.</summary>
    public object? CurrentMessage { get; private set; }

    /// <summary>True when the actor has ended.</summary>
    public bool IsTerminated => Mailbox.IsClosed;

    /// <summary>The actor's reference.</summary>
    internal LocalActorRef Self { get; }

    internal Mailbox Mailbox { get; }

    /// <summary>Who sent the message that is being handled, or null.</summary>
    internal IActorRef? CurrentSender => _sender;

    /// <summary>True while the actor's constructor runs.</summary>
    internal bool IsCreatingInstance { get; private set; }

    /// <summary>The instance, for the test kit.</summary>
    internal ActorBase? Instance => _actor;

    /// <inheritdoc />
    public ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, SystemImpl, Self);

    /// <inheritdoc />
    public ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, SystemImpl);

    /// <inheritdoc />
    public void Become(Receive receive) => _behavior = receive;

    /// <inheritdoc />
    public void Become(UntypedReceive receive) => _behavior = Handled(receive);

    /// <inheritdoc />
    public void BecomeStacked(Receive receive)
    {
        if (_behavior is not null)
            (_behaviorsBelow ??= new Stack<Receive>()).Push(_behavior);
        _behavior = receive;
    }

    /// <inheritdoc />
    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Handled(receive));

    /// <inheritdoc />
    public void UnbecomeStacked() =>
        _behavior = _behaviorsBelow is { Count: > 0 } ? _behaviorsBelow.Pop() : _actor!.InitialBehavior();

    /// <summary>Stops the actor itself.</summary>
    internal void Stop() => SendSystemMessage(new Terminate());

    internal void SendSystemMessage(ISystemMessage message) => Mailbox.PostSystem((SystemMessage)message);

    /// <summary>The timers of the instance that is being made; made when first asked for.</summary>
    internal TimerScheduler TimersOf(ActorBase instance) =>
        instance.Cell == this ? _timers ??= new TimerScheduler(this) : throw new InvalidOperationException("The instance belongs to another actor.");

    private static Receive Handled(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private ActorBase NewActor()
    {
        IsCreatingInstance = true;
        _behavior = null;
        _behaviorsBelow?.Clear();
        _timers = null;
        try
        {
            var instance = Props.NewActor() ?? throw new ActorInitializationException(Self, "Props made no instance.");
            if (instance.Cell != this)
                throw new ActorInitializationException(Self, "Props made an instance that belongs to another actor.");
            var initial = instance.InitialBehavior();
            _behavior ??= initial;
            if (instance is IActorStash withStash)
                withStash.Stash = this.CreateStash(withStash);
            return instance;
        }
        finally
        {
            IsCreatingInstance = false;
        }
    }

    // The instance gives back what it put aside, so that a new one, or dead letters, get it.
    private void ClearActor()
    {
        var actor = _actor;
        _actor = null;
        if (actor is null)
            return;
        (actor as IActorStash)?.Stash?.UnstashAll();
        _timers?.CancelAll();
        Props.Release(actor);
    }
}

using Broker.Runtime.Actor;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Util;

namespace Broker.Runtime.TestKit;

/// <summary>An actor whose instance the test can look at, and which handles what it is sent before the send returns.</summary>
/// <typeparam name="TActor">The type of the actor.</typeparam>
public abstract class TestActorRefBase<TActor> : ICanTell, IEquatable<IActorRef>, IInternalActorRef
    where TActor : ActorBase
{
    private readonly LocalActorRef _ref;

    /// <summary>Makes the actor.</summary>
    /// <param name="system">Its system.</param>
    /// <param name="actorProps">What it is made of; its dispatcher becomes <see cref="CallingThreadDispatcher"/> unless it names one.</param>
    /// <param name="supervisor">Its parent; null: the guardian of users' actors.</param>
    /// <param name="name">Its name; null: one is made.</param>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        if (actorProps.Dispatcher == Deploy.NoDispatcherGiven || actorProps.Dispatcher == Dispatch.Dispatchers.DefaultDispatcherId)
            actorProps = actorProps.WithDispatcher(CallingThreadDispatcher.Id);
        _ref = (LocalActorRef)(supervisor is LocalActorRef parent ? parent.Cell.AttachChild(actorProps, isSystemService: false, name) : system.ActorOf(actorProps, name));
    }

    /// <summary>The reference of the actor.</summary>
    public IActorRef Ref => _ref;

    /// <summary>The instance; after a restart the new one.</summary>
    /// <exception cref="IllegalActorStateException">There is none: it is being made, or has ended.</exception>
    public TActor UnderlyingActor =>
        _ref.Cell.Instance as TActor ?? throw new IllegalActorStateException($"{_ref.Path} has no instance now.");

    /// <inheritdoc />
    public ActorPath Path => _ref.Path;

    bool IActorRefScope.IsLocal => true;

    IInternalActorRef IInternalActorRef.Parent => _ref.Parent;

    IActorRefProvider IInternalActorRef.Provider => _ref.Provider;

    bool IInternalActorRef.IsTerminated => _ref.IsTerminated;

    /// <summary>The reference of the actor.</summary>
    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef._ref;

    /// <summary>Lets the actor handle a message now; what it throws comes out here instead of going to its supervisor.</summary>
    public void Receive(object message, IActorRef? sender = null) => _ref.Cell.InvokeFromTest(message, sender);

    /// <inheritdoc cref="Receive" />
    public Task ReceiveAsync(object message, IActorRef? sender = null) => Task.Run(() => Receive(message, sender));

    /// <summary>Runs code as if the actor ran it.</summary>
    internal void InContext(Action action) => _ref.Cell.UseThreadContext(action);

    /// <summary>Sends without a sender.</summary>
    public void Tell(object message) => _ref.Tell(message, ActorRefs.NoSender);

    /// <inheritdoc />
    public void Tell(object message, IActorRef? sender) => _ref.Tell(message, sender);

    /// <summary>Sends a message on with the sender of the one being handled.</summary>
    public void Forward(object message) => _ref.Forward(message);

    /// <summary>Lets the actor watch another.</summary>
    public void Watch(IActorRef subject) => _ref.Cell.Watch(subject);

    /// <summary>Lets the actor watch another no longer.</summary>
    public void Unwatch(IActorRef subject) => _ref.Cell.Unwatch(subject);

    /// <inheritdoc />
    public void SendSystemMessage(ISystemMessage message) => _ref.SendSystemMessage(message);

    /// <inheritdoc />
    public bool Equals(IActorRef? other) => _ref.Equals(other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IActorRef other && _ref.Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _ref.GetHashCode();

    /// <inheritdoc />
    public int CompareTo(IActorRef? other) => _ref.CompareTo(other);

    /// <inheritdoc />
    public int CompareTo(object? obj) => _ref.CompareTo(obj);

    /// <inheritdoc />
    public override string ToString() => _ref.ToString();

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => _ref.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => _ref.GetChild(name);

    void IInternalActorRef.Start() => _ref.Start();

    void IInternalActorRef.Stop() => _ref.Stop();

    void IInternalActorRef.Suspend() => _ref.Suspend();

    void IInternalActorRef.Resume(Exception? causedByFailure) => _ref.Resume(causedByFailure);

    void IInternalActorRef.Restart(Exception cause) => _ref.Restart(cause);
}

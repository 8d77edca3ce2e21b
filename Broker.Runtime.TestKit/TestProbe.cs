using Broker.Runtime.Actor;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Util;

namespace Broker.Runtime.TestKit;

/// <summary>A test actor of its own, for tests that play several parts; usable wherever a reference is.</summary>
public class TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
    : TestKitBase(assertions, system, testProbeName), INoImplicitSender, IInternalActorRef
{
    /// <summary>The probe's actor.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>The sender of the last message taken.</summary>
    public IActorRef Sender => LastSender;

    /// <inheritdoc />
    public ActorPath Path => TestActor.Path;

    bool IActorRefScope.IsLocal => Internal.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => Internal.Parent;

    IActorRefProvider IInternalActorRef.Provider => Internal.Provider;

    bool IInternalActorRef.IsTerminated => Internal.IsTerminated;

    private IInternalActorRef Internal => (IInternalActorRef)TestActor;

    /// <summary>Sends as the probe.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Sends to the sender of the last message taken, as the probe.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Sends the last message taken on, with its own sender.</summary>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage, Sender);

    /// <summary>Sends a message with the sender of the last message taken.</summary>
    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Makes a child of the probe's actor.</summary>
    public IActorRef ChildActorOf<T>(string? name, SupervisorStrategy? supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create(typeof(T)), name, supervisorStrategy, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string?, SupervisorStrategy?, CancellationToken)" />
    public IActorRef ChildActorOf<T>(SupervisorStrategy? supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf<T>(null, supervisorStrategy, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string?, SupervisorStrategy?, CancellationToken)" />
    public IActorRef ChildActorOf<T>(string? name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf<T>(name, null, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string?, SupervisorStrategy?, CancellationToken)" />
    public IActorRef ChildActorOf<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf<T>(null, null, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string?, SupervisorStrategy?, CancellationToken)" />
    public Task<IActorRef> ChildActorOfAsync<T>(string? name, SupervisorStrategy? supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create(typeof(T)), name, supervisorStrategy, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string?, SupervisorStrategy?, CancellationToken)" />
    public Task<IActorRef> ChildActorOfAsync<T>(SupervisorStrategy? supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync<T>(null, supervisorStrategy, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string?, SupervisorStrategy?, CancellationToken)" />
    public Task<IActorRef> ChildActorOfAsync<T>(string? name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync<T>(name, null, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string?, SupervisorStrategy?, CancellationToken)" />
    public Task<IActorRef> ChildActorOfAsync<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync<T>(null, null, cancellationToken);

    /// <inheritdoc />
    public void SendSystemMessage(ISystemMessage message) => Internal.SendSystemMessage(message);

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Internal.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => Internal.Resume(causedByFailure);

    void IInternalActorRef.Start() => Internal.Start();

    void IInternalActorRef.Stop() => Internal.Stop();

    void IInternalActorRef.Restart(Exception cause) => Internal.Restart(cause);

    void IInternalActorRef.Suspend() => Internal.Suspend();

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => TestActor.Equals(other);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    int IComparable.CompareTo(object? obj) => TestActor.CompareTo(obj as IActorRef);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => TestActor.ToSurrogate(system);

    /// <inheritdoc />
    public override bool Equals(object? obj) => TestActor.Equals(obj);

    /// <inheritdoc />
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => TestActor.ToString() ?? "";
}

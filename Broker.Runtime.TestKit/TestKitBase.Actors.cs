using System.Linq.Expressions;
using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Dsl;
using Broker.Runtime.TestKit.Inbox;

namespace Broker.Runtime.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Makes an actor at the top of the system under test.</summary>
    public IActorRef ActorOf(Props props) => _system.ActorOf(props);

    /// <summary>Makes an actor at the top of the system under test.</summary>
    public IActorRef ActorOf(Props props, string? name) => _system.ActorOf(props, name);

    /// <summary>Makes an actor at the top of the system under test.</summary>
    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => ActorOf(Props.Create(typeof(TActor)));

    /// <summary>Makes an actor at the top of the system under test.</summary>
    public IActorRef ActorOf<TActor>(string? name)
        where TActor : ActorBase, new() => ActorOf(Props.Create(typeof(TActor)), name);

    /// <summary>Makes an actor at the top of the system under test.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => ActorOf(Props.Create(factory));

    /// <summary>Makes an actor at the top of the system under test.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string? name)
        where TActor : ActorBase => ActorOf(Props.Create(factory), name);

    /// <summary>Makes an actor out of functions at the top of the system under test.</summary>
    public IActorRef ActorOf(Action<IActorDsl> configure, string? name = null) => _system.ActorOf(configure, name);

    /// <summary>Makes an actor out of functions at the top of the system under test.</summary>
    public IActorRef ActorOf(Action<IActorDsl, IActorContext> configure, string? name = null) => _system.ActorOf(configure, name);

    /// <summary>A selection of actors of the system under test.</summary>
    public ActorSelection ActorSelection(ActorPath actorPath) => _system.ActorSelection(actorPath);

    /// <summary>A selection of actors of the system under test.</summary>
    public ActorSelection ActorSelection(string actorPath) => _system.ActorSelection(actorPath);

    /// <summary>A child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, string? name, SupervisorStrategy? supervisorStrategy, CancellationToken cancellationToken = default) =>
        Await(ChildActorOfAsync(props, name, supervisorStrategy, cancellationToken), cancellationToken);

    /// <summary>A child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, string? name, CancellationToken cancellationToken = default) =>
        ChildActorOf(props, name, null, cancellationToken);

    /// <summary>A child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) => ChildActorOf(props, null, null, cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string?, SupervisorStrategy?, CancellationToken)" />
    public Task<IActorRef> ChildActorOfAsync(
        Props props, string? name, SupervisorStrategy? supervisorStrategy, CancellationToken cancellationToken = default) =>
        Request(done => new InboxActor.SpawnChild(props, name, supervisorStrategy, done), cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string?, SupervisorStrategy?, CancellationToken)" />
    public Task<IActorRef> ChildActorOfAsync(Props props, SupervisorStrategy? supervisorStrategy, CancellationToken cancellationToken = default) =>
        ChildActorOfAsync(props, null, supervisorStrategy, cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string?, SupervisorStrategy?, CancellationToken)" />
    public Task<IActorRef> ChildActorOfAsync(Props props, string? name, CancellationToken cancellationToken = default) =>
        ChildActorOfAsync(props, name, null, cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string?, SupervisorStrategy?, CancellationToken)" />
    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        ChildActorOfAsync(props, null, null, cancellationToken);

    /// <summary>A child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, SupervisorStrategy? supervisorStrategy, CancellationToken cancellationToken = default) =>
        ChildActorOf(props, null, supervisorStrategy, cancellationToken);

    /// <summary>A selection that begins at an actor.</summary>
    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) => new(anchorRef, actorPath);

    /// <summary>A further test actor; its messages go where those of the test actor go.</summary>
    public IActorRef CreateTestActor(string name) =>
        ((ExtendedActorSystem)_system).SystemActorOf(Props.CreateBy(new InboxActorProducer(_inbox)), name);

    /// <summary>A barrier for so many threads.</summary>
    public TestBarrier CreateTestBarrier(int count) => new(this, count);

    /// <summary>Expects events of another system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>A new probe on the system under test.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => new(_system, _assertions, name);

    /// <summary>A new probe on <paramref name="system"/>.</summary>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, _assertions, name);

    /// <summary>A latch.</summary>
    public virtual TestLatch CreateTestLatch(int count = 1) => new(count, Dilated(_settings.DefaultTimeout));

    /// <summary>Lets the test actor watch an actor; when it ends, a <see cref="Terminated"/> comes.</summary>
    public IActorRef Watch(IActorRef actorToWatch) => Await(WatchAsync(actorToWatch), default);

    /// <inheritdoc cref="Watch" />
    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Request(done => new InboxActor.WatchActor(actorToWatch, done), default);

    /// <summary>Lets the test actor watch an actor no longer.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch) => Await(UnwatchAsync(actorToUnwatch), default);

    /// <inheritdoc cref="Unwatch" />
    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) =>
        Request(done => new InboxActor.UnwatchActor(actorToUnwatch, done), default);

    private static IActorRef Await(Task<IActorRef> task, CancellationToken cancellationToken)
    {
        task.Wait(cancellationToken);
        return task.Result;
    }

    private Task<IActorRef> Request(Func<TaskCompletionSource<IActorRef>, object> message, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously);
        _testActor.Tell(message(done), ActorRefs.NoSender);
        return done.Task.WaitAsync(RemainingOrDefault, cancellationToken);
    }
}

using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Cluster.Daemon;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Event;
using Broker.Runtime.Remote;

namespace Broker.Runtime.Cluster;

/// <summary>This node's place in the cluster.</summary>
/// <remarks>One for each actor system whose provider is <c>cluster</c>; started with the system. All members may be called from any thread.</remarks>
public class Cluster : IExtension
{
    private readonly MemberStatusCallbacks _callbacks = new();
    private readonly TaskCompletionSource _selfExiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IActorRef _daemon;
    private volatile ClusterView _view;

    /// <summary>Creates the extension; use <see cref="Get"/>.</summary>
    public Cluster(ActorSystemImpl system)
    {
        System = system;
        if (system.Provider is not IClusterActorRefProvider provider)
            throw new InvalidOperationException(
                $"The system {system.Name} is no cluster node: akka.actor.provider must be \"cluster\", not \"{system.Settings.ProviderClass}\".");
        Clock = new ClusterClock(((RemoteActorRefProvider)provider).Remoting.Time);
        Settings = new ClusterSettings(system.Settings.Config, system.Name);
        Log = Logging.GetLogger(system, nameof(Cluster));
        SelfUniqueAddress = new UniqueAddress(provider.Transport.DefaultAddress, AddressUidExtension.Uid(system));
        _view = ClusterView.Of(new MembershipState(SelfUniqueAddress, Settings.ToMembership(), new MembershipRandom((ulong)Random.Shared.NextInt64())));
        DowningProvider = DowningProviders.Create(Settings.DowningProviderClass, system, this);
        _daemon = system.SystemActorOf(Props.Create(() => new ClusterDaemon(this)).WithDeploy(Deploy.Local), "cluster");
        ClusterShutdownTasks.Register(this);
        if (Settings.SeedNodes.Count > 0)
            JoinSeedNodes(Settings.SeedNodes);
    }

    /// <summary>The settings of this node.</summary>
    public ClusterSettings Settings { get; }

    /// <summary>This incarnation of this node.</summary>
    public UniqueAddress SelfUniqueAddress { get; }

    /// <summary>The address of this node.</summary>
    public Address SelfAddress => SelfUniqueAddress.Address;

    /// <summary>The roles of this node.</summary>
    public ImmutableHashSet<string> SelfRoles => Settings.Roles;

    /// <summary>The members, as this node knows them.</summary>
    public ClusterEvent.CurrentClusterState State => _view.Current;

    /// <summary>This node as a member; Removed before it has joined and after it has left.</summary>
    public Member SelfMember => _view.SelfMember;

    /// <summary>Whether the node has left for good; a node never joins twice.</summary>
    public bool IsTerminated => _terminated.Task.IsCompleted;

    /// <summary>Whether this node is a full member.</summary>
    public bool IsUp => SelfMember.Status == MemberStatus.Up;

    /// <summary>The actor system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Decides about unreachable members.</summary>
    public IDowningProvider DowningProvider { get; }

    internal ILoggingAdapter Log { get; }

    internal ClusterClock Clock { get; }

    /// <summary>Set by the daemon when it starts.</summary>
    internal ClusterHeartbeats? Heartbeats { get; set; }

    /// <summary>Ends when all know that this node leaves, or when it is out.</summary>
    internal Task SelfExiting => _selfExiting.Task;

    /// <summary>The whole view behind <see cref="State"/>.</summary>
    internal MembershipState MembershipState => _view.State;

    internal Task WhenTerminated => _terminated.Task;

    /// <summary>The cluster of a system.</summary>
    public static Cluster Get(ActorSystem system) => system.WithExtension<Cluster, ClusterExtension>();

    /// <summary>Joins the cluster of the node at <paramref name="address"/>, again and again until it is in; this node's own address starts a cluster.</summary>
    public void Join(Address address) => _daemon.Tell(new ClusterCommand.JoinTo(FillLocal(address)), ActorRefs.NoSender);

    /// <summary>As <see cref="Join"/>; the task ends when this node is Up.</summary>
    public Task JoinAsync(Address address, CancellationToken token = default)
    {
        var up = WhenUp(token);
        Join(address);
        return up;
    }

    /// <summary>Finds the cluster through any of the nodes; the first of them may start one.</summary>
    public void JoinSeedNodes(IEnumerable<Address> seedNodes) =>
        _daemon.Tell(new ClusterCommand.JoinSeedNodes([.. seedNodes.Select(FillLocal)]), ActorRefs.NoSender);

    /// <summary>As <see cref="JoinSeedNodes"/>; the task ends when this node is Up.</summary>
    public Task JoinSeedNodesAsync(IEnumerable<Address> seedNodes, CancellationToken token = default)
    {
        var up = WhenUp(token);
        JoinSeedNodes(seedNodes);
        return up;
    }

    /// <summary>Lets a member leave in order; it shuts down when its duties are handed over.</summary>
    public void Leave(Address address) => _daemon.Tell(new ClusterCommand.Leave(FillLocal(address)), ActorRefs.NoSender);

    /// <summary>Leaves with this node; the task ends when it is out.</summary>
    public Task LeaveAsync() => LeaveAsync(CancellationToken.None);

    /// <summary>Leaves with this node; the task ends when it is out. Cancelling ends only the waiting.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (IsTerminated || SelfMember.Status == MemberStatus.Removed)
            return Task.CompletedTask;
        var removed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RegisterOnMemberRemoved(() => removed.TrySetResult());
        Leave(SelfAddress);
        return removed.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Declares a member dead. It cannot come back under this incarnation.</summary>
    public void Down(Address address) => DownAll([FillLocal(address)]);

    /// <summary>Runs <paramref name="callback"/> once, when this node is Up; at once if it is.</summary>
    public void RegisterOnMemberUp(Action callback) => _callbacks.OnUp(callback);

    /// <summary>Runs <paramref name="callback"/> once, when this node is out; at once if it is.</summary>
    public void RegisterOnMemberRemoved(Action callback) => _callbacks.OnRemoved(callback);

    /// <summary>The path of an actor of this node as other nodes have to use it.</summary>
    public ActorPath RemotePathOf(IActorRef actorRef) => actorRef.Path.Address.HasGlobalScope
        ? actorRef.Path
        : new RootActorPath(SelfAddress) / actorRef.Path.Elements.ToArray();

    /// <summary>Sends <paramref name="receiver"/> the current state.</summary>
    public void SendCurrentClusterState(IActorRef receiver) => _daemon.Tell(new ClusterCommand.SendCurrentState(receiver), ActorRefs.NoSender);

    /// <summary>Subscribes to events of the given types; first comes the current state.</summary>
    public void Subscribe(IActorRef subscriber, params Type[] to) => Subscribe(subscriber, ClusterEvent.InitialStateAsSnapshot, to);

    /// <summary>Subscribes to events of the given types.</summary>
    public void Subscribe(IActorRef subscriber, ClusterEvent.SubscriptionInitialStateMode initialStateMode, params Type[] to)
    {
        if (to.Length == 0)
            throw new ArgumentException("At least one type of event is needed.", nameof(to));
        if (to.FirstOrDefault(static t => !typeof(ClusterEvent.IClusterDomainEvent).IsAssignableFrom(t)) is { } wrong)
            throw new ArgumentException($"{wrong} is no type of cluster event.", nameof(to));
        _daemon.Tell(new ClusterCommand.Subscribe(subscriber, initialStateMode, [.. to]), ActorRefs.NoSender);
    }

    /// <summary>Ends all subscriptions of an actor.</summary>
    public void Unsubscribe(IActorRef subscriber) => _daemon.Tell(new ClusterCommand.Unsubscribe(subscriber, null), ActorRefs.NoSender);

    /// <summary>Ends the subscription of an actor to one type.</summary>
    public void Unsubscribe(IActorRef subscriber, Type to) => _daemon.Tell(new ClusterCommand.Unsubscribe(subscriber, to), ActorRefs.NoSender);

    /// <summary>Declares single incarnations dead.</summary>
    internal void DownNodes(ImmutableHashSet<UniqueAddress> nodes) => _daemon.Tell(new ClusterCommand.DownNodes(nodes), ActorRefs.NoSender);

    /// <summary>Another node has given up this incarnation for good.</summary>
    internal void QuarantinedBy(Address other) => _daemon.Tell(new ClusterCommand.QuarantinedBy(other), ActorRefs.NoSender);

    internal void DownAll(ImmutableHashSet<Address> addresses) => _daemon.Tell(new ClusterCommand.Down(addresses), ActorRefs.NoSender);

    /// <summary>Says goodbye; called when this node has shut down so far.</summary>
    internal Task<Done> CompleteExitingAsync()
    {
        var completed = new TaskCompletionSource<Done>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (IsTerminated)
            return Task.FromResult(Done.Instance);
        _daemon.Tell(new ClusterCommand.CompleteExiting(completed), ActorRefs.NoSender);
        return completed.Task;
    }

    /// <summary>Ends this node's part in the cluster.</summary>
    internal Task ShutdownAsync()
    {
        System.Stop(_daemon);
        return _terminated.Task;
    }

    /// <summary>Only the daemon calls this, before it publishes events.</summary>
    internal void ShowView(MembershipState state)
    {
        _view = ClusterView.Of(state);
        var status = _view.SelfMember.Status;
        if (status is MemberStatus.Exiting or MemberStatus.Down)
            _selfExiting.TrySetResult();
        if (status == MemberStatus.Up)
            _callbacks.IsUp();
    }

    /// <summary>Only the daemon calls this, when it stops.</summary>
    internal void ShowTerminated()
    {
        _view = ClusterView.Of(_view.State with { Gossip = Gossip.Empty });
        _selfExiting.TrySetResult();
        _terminated.TrySetResult();
        _callbacks.IsRemoved();
    }

    /// <summary>A local address means this node.</summary>
    private Address FillLocal(Address address) => address.HasLocalScope ? SelfAddress : address;

    private async Task WhenUp(CancellationToken token)
    {
        if (IsTerminated)
            throw new ClusterJoinFailedException("This node has left its cluster and never joins one again; start a new actor system.");
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RegisterOnMemberUp(() => up.TrySetResult());
        RegisterOnMemberRemoved(() => up.TrySetException(new ClusterJoinFailedException("This node has left before it was Up.")));
        try
        {
            await up.Task.WaitAsync(token);
        }
        catch (OperationCanceledException e) when (token.IsCancellationRequested)
        {
            throw new ClusterJoinFailedException($"Joining a cluster was cancelled: {e.Message}");
        }
    }
}

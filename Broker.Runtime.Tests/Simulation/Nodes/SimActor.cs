using System.Globalization;
using Broker.Runtime.Actor;
using Broker.Runtime.Util;

namespace EngineTests.Simulation.Nodes;

/// <summary>An actor of a simulated process, and the reference to it: it only names it, and knows who watches it.</summary>
internal sealed class SimActor(Incarnation home, Mailbox mailbox, long uid) : IActorRef
{
    private ActorPath? _path;

    public Incarnation Home { get; } = home;

    public Mailbox Mailbox { get; } = mailbox;

    /// <summary>It has stopped, though its process may live.</summary>
    public bool IsStopped { get; set; }

    public bool IsAlive => !IsStopped && Home.IsAlive;

    /// <summary>When it ended, where that is known.</summary>
    public TimeSpan? Ended { get; set; }

    /// <summary>The machines on which somebody watches it.</summary>
    public List<Machine> RemoteWatchers { get; } = [];

    public List<SimActor> LocalWatchers { get; } = [];

    public ActorPath Path => _path ??= (new RootActorPath(Home.Self.Address) / Mailbox.ToString()).WithUid(uid);

    public void Tell(object message, IActorRef? sender) => throw new NotSupportedException("Only the simulated network delivers.");

    public bool Equals(IActorRef? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => HashOf(Home.Uid, uid);

    public int CompareTo(IActorRef? other) => other is not SimActor that ? 1
        : Home.Machine.Number != that.Home.Machine.Number ? Home.Machine.Number.CompareTo(that.Home.Machine.Number)
        : GetHashCode().CompareTo(that.GetHashCode());

    public int CompareTo(object? obj) => CompareTo(obj as IActorRef);

    public ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mailbox}@{Home}");

    // The same in every process, so that a seed replays.
    private static int HashOf(int process, long actor) => (process * 1009) + (int)actor;
}

using System.Collections.Immutable;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>What this node's own code tells its cluster daemon.</summary>
internal abstract record ClusterCommand : INoSerializationVerificationNeeded
{
    internal sealed record JoinSeedNodes(ImmutableList<Address> Seeds) : ClusterCommand;

    internal sealed record JoinTo(Address Address) : ClusterCommand;

    internal sealed record Leave(Address Address) : ClusterCommand;

    internal sealed record Down(ImmutableHashSet<Address> Addresses) : ClusterCommand;

    internal sealed record DownNodes(ImmutableHashSet<UniqueAddress> Nodes) : ClusterCommand;

    /// <summary>Another node has given up this incarnation for good.</summary>
    internal sealed record QuarantinedBy(Address Other) : ClusterCommand;

    internal sealed record Subscribe(IActorRef Subscriber, ClusterEvent.SubscriptionInitialStateMode Mode, ImmutableArray<Type> To) : ClusterCommand;

    internal sealed record Unsubscribe(IActorRef Subscriber, Type? To) : ClusterCommand;

    internal sealed record SendCurrentState(IActorRef Receiver) : ClusterCommand;

    /// <summary>This node's shutdown has come so far that it can say goodbye.</summary>
    internal sealed record CompleteExiting(TaskCompletionSource<Done> Completed) : ClusterCommand;

    internal sealed record Tick : ClusterCommand
    {
        public static readonly Tick Instance = new();
    }

    /// <summary>The time that a removed node is given to exchange last messages is over.</summary>
    internal sealed record QuarantineRemoved(UniqueAddress Node) : ClusterCommand;
}

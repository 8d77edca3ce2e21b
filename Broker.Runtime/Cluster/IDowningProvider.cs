using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster;

/// <summary>Decides what happens to unreachable members.</summary>
/// <remarks>Named by <c>akka.cluster.downing-provider-class</c>; needs a constructor that takes the system and the cluster.</remarks>
public interface IDowningProvider
{
    /// <summary>How long cluster tools wait after a removal before they start what ran on the removed node.</summary>
    TimeSpan DownRemovalMargin { get; }

    /// <summary>The actor that downs; null for none. It is a child of the cluster's daemon.</summary>
    Props? DowningActorProps { get; }
}

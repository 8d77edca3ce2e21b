using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster;

/// <summary>Nobody is downed but by hand.</summary>
public sealed class NoDowning : IDowningProvider
{
    /// <summary>Creates the provider.</summary>
    public NoDowning(ActorSystem system, Cluster cluster)
    {
        _ = system;
        DownRemovalMargin = cluster.Settings.DownRemovalMargin;
    }

    /// <inheritdoc />
    public TimeSpan DownRemovalMargin { get; }

    /// <inheritdoc />
    public Props? DowningActorProps => null;
}

using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.SBR;

/// <summary>Downs one side of a partition by a strategy; see <c>akka.cluster.split-brain-resolver</c>.</summary>
public class SplitBrainResolverProvider : IDowningProvider
{
    private readonly SplitBrainResolverSettings _settings;

    /// <summary>Creates the provider.</summary>
    public SplitBrainResolverProvider(ActorSystem system, Cluster cluster)
    {
        _settings = new SplitBrainResolverSettings(system.Settings.Config);
        DownRemovalMargin = cluster.Settings.DownRemovalMargin;
    }

    /// <inheritdoc />
    public TimeSpan DownRemovalMargin { get; }

    /// <inheritdoc />
    public Props DowningActorProps => Props.Create(() => new SplitBrainResolverActor(_settings.ToRules()));
}

using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Hosting;

namespace Broker.Runtime.Cluster.Hosting.SBR;

/// <summary>A part with a fixed number of members goes on.</summary>
public sealed class StaticQuorumOption : SplitBrainResolverOption
{
    /// <inheritdoc />
    public override string ConfigPath => "static-quorum";

    /// <summary>That number.</summary>
    public int? QuorumSize { get; set; }

    /// <inheritdoc />
    public override void Apply(AkkaConfigurationBuilder builder, Setup? setup = null) => Apply(builder, ("quorum-size", QuorumSize?.ToHocon()));
}

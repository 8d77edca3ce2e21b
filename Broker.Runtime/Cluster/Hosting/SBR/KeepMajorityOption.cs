using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Hosting;

namespace Broker.Runtime.Cluster.Hosting.SBR;

/// <summary>The part with more members goes on; of two equal parts, the one with the lowest address.</summary>
public sealed class KeepMajorityOption : SplitBrainResolverOption
{
    /// <inheritdoc />
    public override string ConfigPath => "keep-majority";

    /// <inheritdoc />
    public override void Apply(AkkaConfigurationBuilder builder, Setup? setup = null) => Apply(builder, []);
}

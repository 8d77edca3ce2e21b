using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Hosting;

namespace Broker.Runtime.Cluster.Hosting.SBR;

/// <summary>The part with the oldest member goes on.</summary>
public sealed class KeepOldestOption : SplitBrainResolverOption
{
    /// <inheritdoc />
    public override string ConfigPath => "keep-oldest";

    /// <summary>Whether the oldest member gives way when it is alone. Default: yes.</summary>
    public bool? DownIfAlone { get; set; }

    /// <inheritdoc />
    public override void Apply(AkkaConfigurationBuilder builder, Setup? setup = null) => Apply(builder, ("down-if-alone", DownIfAlone?.ToHocon()));
}

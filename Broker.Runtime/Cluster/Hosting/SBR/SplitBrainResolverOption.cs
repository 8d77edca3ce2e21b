using System.Text;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Configuration;
using Broker.Runtime.Hosting;

namespace Broker.Runtime.Cluster.Hosting.SBR;

/// <summary>Who goes on when the cluster is cut in two.</summary>
public abstract class SplitBrainResolverOption : IHoconOption
{
    /// <summary>The larger part goes on.</summary>
    public static readonly SplitBrainResolverOption Default = new KeepMajorityOption();

    /// <summary>Only members of this role count. Default: all.</summary>
    public string? Role { get; set; }

    /// <summary>The name of the strategy.</summary>
    public abstract string ConfigPath { get; }

    /// <inheritdoc />
    public Type Class => typeof(SplitBrainResolverOption);

    /// <inheritdoc />
    public abstract void Apply(AkkaConfigurationBuilder builder, Setup? setup = null);

    /// <summary>Chooses the strategy and gives its own settings.</summary>
    private protected void Apply(AkkaConfigurationBuilder builder, params (string Key, string? Value)[] settings)
    {
        var text = new StringBuilder($"akka.cluster.downing-provider-class = {"Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster".ToHocon()}").AppendLine();
        text.AppendLine($"akka.cluster.split-brain-resolver.active-strategy = {ConfigPath}");
        foreach (var (key, value) in settings.Append(("role", Role?.ToHocon())))
        {
            if (value is not null)
                text.AppendLine($"akka.cluster.split-brain-resolver.{ConfigPath}.{key} = {value}");
        }

        builder.AddHocon(ConfigurationFactory.ParseString(text.ToString()), HoconAddMode.Prepend);
    }
}

using System.Text;
using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;
using Broker.Runtime.Hosting;

namespace Broker.Runtime.Remote.Hosting;

/// <summary>Lets an actor system reach others.</summary>
public static class AkkaRemoteHostingExtensions
{
    /// <summary>Turns remoting on.</summary>
    public static AkkaConfigurationBuilder WithRemoting(
        this AkkaConfigurationBuilder builder, string? hostname = null, int? port = null, string? publicHostname = null, int? publicPort = null) =>
        builder.WithRemoting(new RemoteOptions { HostName = hostname, Port = port, PublicHostName = publicHostname, PublicPort = publicPort });

    /// <summary>Turns remoting on.</summary>
    public static AkkaConfigurationBuilder WithRemoting(this AkkaConfigurationBuilder builder, Action<RemoteOptions> configure)
    {
        var options = new RemoteOptions();
        configure(options);
        return builder.WithRemoting(options);
    }

    /// <summary>Turns remoting on.</summary>
    public static AkkaConfigurationBuilder WithRemoting(this AkkaConfigurationBuilder builder, RemoteOptions options)
    {
        var text = new StringBuilder("akka.remote.dot-netty.tcp {").AppendLine();
        Add(text, "hostname", options.HostName?.ToHocon());
        Add(text, "port", options.Port?.ToHocon());
        Add(text, "public-hostname", options.PublicHostName?.ToHocon());
        Add(text, "public-port", options.PublicPort?.ToHocon());
        Add(text, "maximum-frame-size", options.MaxFrameSize?.ToHocon());
        text.Append('}');
        builder.AddHocon(ConfigurationFactory.ParseString(text.ToString()), HoconAddMode.Prepend);

        // A cluster has remoting already.
        return builder.ActorRefProvider.HasValue && builder.ActorRefProvider.Value is ProviderSelection.Cluster
            ? builder
            : builder.WithActorRefProvider(ProviderSelection.Remote.Instance);
    }

    private static void Add(StringBuilder text, string key, string? value)
    {
        if (value is not null)
            text.Append(key).Append(" = ").AppendLine(value);
    }
}

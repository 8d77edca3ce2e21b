using Broker.Node.Configuration;

namespace Broker.Node.Engine;

/// <summary>What only Akka.NET needs: that nothing but known types is ever read, and that strangers stay out.</summary>
internal static class EngineBinding
{
    public static void Apply(AkkaConfigurationBuilder builder, IServiceProvider provider, NodeConfiguration configuration)
    {
        var options = configuration.Get<NodeClusterOptions>();
        var reachable = options.PublicHost.Length > 0 ? options.PublicHost : options.Host;
        if (options.Tls.Enabled && (options.Tls.Key.Length > 0 || options.Tls.Authority.Length > 0))
            throw new NodeConfigurationException(["relay.cluster.tls: Akka.NET reads one PKCS#12 file (certificate, password) and believes what the machine trusts; key and authority must be empty."]);
        if (options.Enabled
            && !options.Tls.Enabled
            && !(HostAddress.IsLoopback(options.Host) && HostAddress.IsLoopback(reachable))
            && configuration.Tree.Find("akka.remote.dot-netty.tcp.enable-ssl") is not Hocon.HoconText { Text: "on" or "true" })
        {
            throw new NodeConfigurationException(
                ["relay.cluster.host can be reached from other machines, and Akka.NET lets anyone join who reaches it: configure TLS (akka.remote.dot-netty.tcp.enable-ssl), or use a loopback address."]);
        }

        if (options.Tls.Enabled)
            builder.AddHocon(ConfigurationFactory.ParseString(NodeTls.Settings(options.Tls, Hocon.HoconObject.Empty).Render()), HoconAddMode.Prepend);
        builder.WithCustomSerializer("refuse", [typeof(object)], static system => new RefusingSerializer(system));
    }
}

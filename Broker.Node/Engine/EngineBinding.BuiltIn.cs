using Broker.Hocon;
using Broker.Node.Configuration;

namespace Broker.Node.Engine;

/// <summary>What only the built-in engine has: a node port that can stay closed, and a secret to prove.</summary>
internal static partial class EngineBinding
{
    public static void Apply(AkkaConfigurationBuilder builder, IServiceProvider provider, NodeConfiguration configuration)
    {
        var options = configuration.Get<NodeClusterOptions>();
        var settings = HoconObject.Empty
            .With("akka.remote.relay.listen", options.Enabled ? "on" : "off")
            .With("akka.remote.relay.shared-secret", options.SharedSecret)
            .With("akka.cluster.relay.start-alone", options.StartAlone ? "on" : "off");
        if (options.Tls.Enabled)
        {
            settings = NodeTls.Settings(options.Tls, settings)
                .With("akka.remote.relay.tls.key-path", options.Tls.Key)
                .With("akka.remote.relay.tls.authority-path", options.Tls.Authority)
                .With("akka.remote.relay.tls.reload-interval", FormattableString.Invariant($"{options.Tls.ReloadInterval.TotalMilliseconds}ms"));
        }

        builder.AddHocon(ConfigurationFactory.ParseString(settings.Render()), HoconAddMode.Prepend);
        if (configuration.KeysWithoutEffect.Count > 0)
            LogKeysWithoutEffect(provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(EngineBinding)), string.Join(", ", configuration.KeysWithoutEffect));
    }

    [LoggerMessage(EventId = 3900, Level = LogLevel.Warning, Message = "These settings are Akka.NET's and have no effect on the built-in engine: {Keys}")]
    private static partial void LogKeysWithoutEffect(ILogger logger, string keys);
}

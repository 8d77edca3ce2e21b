using System.Globalization;
using Broker.Runtime.Configuration;

namespace Broker.Bench.Engine;

/// <summary>Settings of the measured systems: quiet, otherwise the defaults.</summary>
internal static class BenchSettings
{
    private const string Quiet = """
        akka.loglevel = WARNING
        akka.stdout-loglevel = WARNING
        akka.log-dead-letters = off
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.exit-clr = off
        """;

    public static Config Local { get; } = ConfigurationFactory.ParseString(Quiet);

    public static Config Remote(int port = 0) => ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
        {{Quiet}}
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = {{port}} }
        """));
}

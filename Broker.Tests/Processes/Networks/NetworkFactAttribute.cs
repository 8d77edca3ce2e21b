using Broker.Testing.Networks;

namespace Broker.Tests.Processes.Networks;

/// <summary>A test with nodes as hosts of a network: skipped where networks cannot be made.</summary>
/// <remarks>Where <see cref="Required"/> is set, as in continuous integration, it runs and fails instead.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetworkFactAttribute : FactAttribute
{
    public const string Required = "RELAY_TEST_REQUIRE_NETWORKS";

    public NetworkFactAttribute()
    {
#if ENGINE_AKKA
        Skip = "On Akka.NET nodes that are not on loopback need TLS";
#else
        if (Environment.GetEnvironmentVariable(Required) != "1")
        {
            Skip = HostNetwork.Obstacle;
        }
#endif
    }
}

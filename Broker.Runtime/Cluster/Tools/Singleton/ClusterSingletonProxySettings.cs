using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.Cluster.Tools.Singleton;

/// <summary>The settings of a singleton's proxy.</summary>
public sealed class ClusterSingletonProxySettings : INoSerializationVerificationNeeded
{
    /// <summary>The largest buffer Akka.NET allows.</summary>
    private const int LargestBuffer = 10_000;

    private ClusterSingletonProxySettings(string singletonName, string role, TimeSpan singletonIdentificationInterval, int bufferSize)
    {
        ArgumentException.ThrowIfNullOrEmpty(singletonName);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(singletonIdentificationInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(bufferSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bufferSize, LargestBuffer);
        SingletonName = singletonName;
        Role = role;
        SingletonIdentificationInterval = singletonIdentificationInterval;
        BufferSize = bufferSize;
    }

    /// <summary>The name of the child that is the singleton. Default "singleton".</summary>
    public string SingletonName { get; }

    /// <summary>Only members with this role have the singleton; empty means any.</summary>
    public string Role { get; }

    /// <summary>How often the singleton is looked for at the least while it is unknown. Default 1 s.</summary>
    public TimeSpan SingletonIdentificationInterval { get; }

    /// <summary>How many messages are kept while it is unknown; then the oldest is dropped. Default 1,000.</summary>
    public int BufferSize { get; }

    /// <summary>The settings below <c>akka.cluster.singleton-proxy</c>.</summary>
    public static ClusterSingletonProxySettings Create(ActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.cluster.singleton-proxy");
        return Create(config);
    }

    /// <summary>With another name.</summary>
    public ClusterSingletonProxySettings WithSingletonName(string singletonName) => new(singletonName, Role, SingletonIdentificationInterval, BufferSize);

    /// <summary>With another role.</summary>
    public ClusterSingletonProxySettings WithRole(string role) => new(SingletonName, role, SingletonIdentificationInterval, BufferSize);

    /// <summary>With another interval.</summary>
    public ClusterSingletonProxySettings WithSingletonIdentificationInterval(TimeSpan singletonIdentificationInterval) =>
        new(SingletonName, Role, singletonIdentificationInterval, BufferSize);

    /// <summary>With another buffer.</summary>
    public ClusterSingletonProxySettings WithBufferSize(int bufferSize) => new(SingletonName, Role, SingletonIdentificationInterval, bufferSize);

    private static ClusterSingletonProxySettings Create(Config config) => new(
        config.GetString("singleton-name"),
        config.GetString("role") ?? "",
        config.GetTimeSpan("singleton-identification-interval"),
        config.GetInt("buffer-size"));
}

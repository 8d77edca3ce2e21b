using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.Cluster.Tools.Singleton;

/// <summary>The settings of a singleton's manager.</summary>
public sealed class ClusterSingletonManagerSettings : INoSerializationVerificationNeeded
{
    private ClusterSingletonManagerSettings(string singletonName, string role, TimeSpan removalMargin, TimeSpan handOverRetryInterval)
    {
        ArgumentException.ThrowIfNullOrEmpty(singletonName);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(handOverRetryInterval, TimeSpan.Zero);
        SingletonName = singletonName;
        Role = role;
        RemovalMargin = removalMargin;
        HandOverRetryInterval = handOverRetryInterval;
    }

    /// <summary>The name of the child that is the singleton. Default "singleton".</summary>
    public string SingletonName { get; }

    /// <summary>Only members with this role have the singleton; empty means any.</summary>
    public string Role { get; }

    /// <summary>How long to wait after the removal of a node that had the singleton; zero means what the downing provider says.</summary>
    public TimeSpan RemovalMargin { get; }

    /// <summary>How often an unanswered hand-over message is repeated. Default 1 s.</summary>
    public TimeSpan HandOverRetryInterval { get; }

    /// <summary>The settings below <c>akka.cluster.singleton</c>.</summary>
    public static ClusterSingletonManagerSettings Create(ActorSystem system) =>
        Create(system.Settings.Config.GetConfig("akka.cluster.singleton"));

    /// <summary>Reads a section like <c>akka.cluster.singleton</c>.</summary>
    public static ClusterSingletonManagerSettings Create(Config config) => new(
        config.GetString("singleton-name"), config.GetString("role") ?? "", TimeSpan.Zero, config.GetTimeSpan("hand-over-retry-interval"));

    /// <summary>With another name.</summary>
    public ClusterSingletonManagerSettings WithSingletonName(string singletonName) => new(singletonName, Role, RemovalMargin, HandOverRetryInterval);

    /// <summary>With another role.</summary>
    public ClusterSingletonManagerSettings WithRole(string role) => new(SingletonName, role, RemovalMargin, HandOverRetryInterval);

    /// <summary>With another margin.</summary>
    public ClusterSingletonManagerSettings WithRemovalMargin(TimeSpan removalMargin) => new(SingletonName, Role, removalMargin, HandOverRetryInterval);

    /// <summary>With another interval.</summary>
    public ClusterSingletonManagerSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval) =>
        new(SingletonName, Role, RemovalMargin, handOverRetryInterval);
}

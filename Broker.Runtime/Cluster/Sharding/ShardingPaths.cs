using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Where the actors of sharding live, the same on every node.</summary>
internal static class ShardingPaths
{
    /// <summary>The singleton's name below its manager.</summary>
    public const string Singleton = "singleton";

    /// <summary>The guardian's name below /system.</summary>
    public const string Guardian = "sharding";

    /// <summary>The name of a type's region.</summary>
    public static string RegionName(string typeName) => Uri.EscapeDataString(typeName);

    /// <summary>The name of a type's proxy.</summary>
    public static string ProxyName(string typeName) => Uri.EscapeDataString(typeName) + "Proxy";

    /// <summary>The name of the manager of a type's coordinator.</summary>
    public static string CoordinatorName(string typeName) => Uri.EscapeDataString(typeName) + "Coordinator";

    /// <summary>The region of a type on a node.</summary>
    public static ActorPath Region(Address node, string typeName) => Root(node) / RegionName(typeName);

    /// <summary>The coordinator of a type, if it runs on this node.</summary>
    public static ActorPath Coordinator(Address node, string typeName) => Root(node) / CoordinatorName(typeName) / Singleton;

    private static ActorPath Root(Address node) => new RootActorPath(node) / "system" / Guardian;
}

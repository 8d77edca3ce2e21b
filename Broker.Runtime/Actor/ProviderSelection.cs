namespace Broker.Runtime.Actor;

/// <summary>Which provider of references a system uses: how far it reaches.</summary>
public abstract class ProviderSelection
{
    private ProviderSelection(string identifier, string fqn, bool hasCluster)
    {
        Identifier = identifier;
        Fqn = fqn;
        HasCluster = hasCluster;
    }

    /// <summary>The short name, as <c>akka.actor.provider</c> has it.</summary>
    internal string Identifier { get; }

    /// <summary>The type name, as <c>akka.actor.provider</c> may have it too.</summary>
    internal string Fqn { get; }

    /// <summary>True when the system can be a member of a cluster.</summary>
    internal bool HasCluster { get; }

    /// <summary>Reads the value of <c>akka.actor.provider</c>.</summary>
    internal static ProviderSelection Parse(string value) => value.Split(',')[0].Trim() switch
    {
        "local" or "Akka.Actor.LocalActorRefProvider" => Local.Instance,
        "remote" or "Akka.Remote.RemoteActorRefProvider" => Remote.Instance,
        "cluster" or "Akka.Cluster.ClusterActorRefProvider" => Cluster.Instance,
        _ => new Custom(value),
    };

    /// <summary>One process.</summary>
    public sealed class Local : ProviderSelection
    {
        /// <summary>The only instance.</summary>
        public static readonly Local Instance = new();

        private Local()
            : base("local", "Akka.Actor.LocalActorRefProvider, Akka", false)
        {
        }
    }

    /// <summary>Systems that know each other's addresses.</summary>
    public sealed class Remote : ProviderSelection
    {
        /// <summary>The only instance.</summary>
        public static readonly Remote Instance = new();

        private Remote()
            : base("remote", "Akka.Remote.RemoteActorRefProvider, Akka.Remote", false)
        {
        }
    }

    /// <summary>Members of a cluster.</summary>
    public sealed class Cluster : ProviderSelection
    {
        /// <summary>The only instance.</summary>
        public static readonly Cluster Instance = new();

        private Cluster()
            : base("cluster", "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster", true)
        {
        }
    }

    /// <summary>A provider named by its type.</summary>
    public sealed class Custom(string fqn, string? identifier = null, bool hasCluster = false)
        : ProviderSelection(identifier ?? fqn, fqn, hasCluster);
}

namespace Broker.Runtime.Cluster.Tools.Singleton;

/// <summary>Something the manager has to do.</summary>
internal abstract record SingletonEffect
{
    internal sealed record Send(UniqueAddress To, SingletonMessage Message) : SingletonEffect;

    internal sealed record StartSingleton : SingletonEffect;

    /// <summary>Stop it with its termination message and report when it has ended.</summary>
    internal sealed record StopSingleton : SingletonEffect;

    /// <summary>The node is out of the cluster: the manager and the singleton end now.</summary>
    internal sealed record StopManager : SingletonEffect;
}

using Broker.Runtime.Remote;

namespace Broker.Runtime.Cluster.Tools.Singleton;

/// <summary>What singleton managers say to each other, over the control lane.</summary>
internal abstract record SingletonMessage(UniqueAddress From) : IClusterSingletonMessage, IControlMessage
{
    /// <summary>The next oldest asks for the singleton.</summary>
    internal sealed record HandOverToMe(UniqueAddress From) : SingletonMessage(From);

    /// <summary>The singleton is being stopped.</summary>
    internal sealed record HandOverInProgress(UniqueAddress From) : SingletonMessage(From);

    /// <summary>There is no singleton here, and none will be started here again.</summary>
    internal sealed record HandOverDone(UniqueAddress From) : SingletonMessage(From);

    /// <summary>The oldest leaves and asks the next to ask for the singleton.</summary>
    internal sealed record TakeOverFromMe(UniqueAddress From) : SingletonMessage(From);
}

using Broker.Runtime.Event;

namespace Broker.Runtime.Remote;

/// <summary>Something that happened to remoting itself; published on the event stream.</summary>
public abstract class RemotingLifecycleEvent
{
    /// <summary>How important the event is for a log.</summary>
    public abstract LogLevel LogLevel();
}

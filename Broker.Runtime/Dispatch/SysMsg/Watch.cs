using Broker.Runtime.Actor;

namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>The watcher wants to know when the watchee ends.</summary>
public class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    /// <summary>Who is watched.</summary>
    public IInternalActorRef Watchee { get; } = watchee;

    /// <summary>Who watches.</summary>
    public IInternalActorRef Watcher { get; } = watcher;

    /// <inheritdoc />
    public override string ToString() => $"<Watch>: {Watcher} wants to watch {Watchee}";
}

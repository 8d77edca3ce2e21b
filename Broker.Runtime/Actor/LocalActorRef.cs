using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Dispatch;
using Broker.Runtime.Dispatch.SysMsg;

namespace Broker.Runtime.Actor;

/// <summary>The reference to an actor of this process.</summary>
public class LocalActorRef : ActorRefWithCell
{
    internal LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor, ActorPath path)
    {
        Path = path;
        Cell = new ActorCell(system, this, props, dispatcher, supervisor);
    }

    /// <inheritdoc />
    public override ActorPath Path { get; }

    /// <summary>The actor's cell.</summary>
    public ActorCell Cell { get; }

    /// <inheritdoc />
    public override IActorRefProvider Provider => Cell.SystemImpl.Provider;

    /// <inheritdoc />
    public override IInternalActorRef Parent => Cell.Parent;

    /// <inheritdoc />
    public override IEnumerable<IActorRef> Children => Cell.GetChildren();

    /// <inheritdoc />
    public override bool IsLocal => true;

    /// <inheritdoc />
    public override bool IsTerminated => Cell.IsTerminated;

    /// <inheritdoc />
    public override IInternalActorRef GetSingleChild(string name) => Cell.GetSingleChild(name);

    /// <inheritdoc />
    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            if (current is not ActorRefWithCell withCell)
                return current.GetChild(name.Skip(i).ToArray());
            current = name[i] switch
            {
                "" => current,
                ".." => current.Parent,
                var element => withCell.GetSingleChild(element),
            };
        }

        return current;
    }

    /// <summary>The first system message: the instance is made in the actor's own turn.</summary>
    public override void Start() => Cell.SendSystemMessage(new Create());

    /// <inheritdoc />
    public override void Resume(Exception? causedByFailure = null) => Cell.Resume(causedByFailure);

    /// <inheritdoc />
    public override void Stop() => Cell.Stop();

    /// <inheritdoc />
    public override void Restart(Exception cause) => Cell.Restart(cause);

    /// <inheritdoc />
    public override void Suspend() => Cell.Suspend();

    /// <inheritdoc />
    public override void SendSystemMessage(ISystemMessage message) => Cell.SendSystemMessage(message);

    /// <inheritdoc />
    protected override void TellInternal(object message, IActorRef? sender) => Cell.Mailbox.Post(message, sender);
}

namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>The base of all system messages; an instance can be in one queue only, since it is its own link.</summary>
public abstract class SystemMessage : ISystemMessage
{
    /// <summary>The message behind this one in its queue.</summary>
    internal SystemMessage? Next { get; set; }

    /// <summary>True while the message is in no queue.</summary>
    public bool Unlinked => Next is null;

    /// <summary>Takes the message out of its chain.</summary>
    public void Unlink() => Next = null;
}

namespace Broker.Runtime.Actor;

/// <summary>Work that waits in a scheduler.</summary>
internal interface IScheduledWork
{
    /// <summary>Takes it out; nothing happens if it is out already.</summary>
    void Remove();
}

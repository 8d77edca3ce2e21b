namespace Broker.Runtime.Actor;

/// <summary>Something a message can be sent to.</summary>
public interface ICanTell
{
    /// <summary>Sends <paramref name="message"/> and returns at once.</summary>
    void Tell(object message, IActorRef? sender);
}

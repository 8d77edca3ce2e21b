namespace Broker.Runtime.Actor;

/// <summary>Whether a reference points into this process.</summary>
public interface IActorRefScope
{
    /// <summary>True when the actor lives in this actor system.</summary>
    bool IsLocal { get; }
}

namespace Broker.Runtime.Actor;

/// <summary>An actor with a stash.</summary>
public interface IActorStash
{
    /// <summary>The stash; set by the engine after construction, so usable from PreStart on.</summary>
    IStash Stash { get; set; }
}

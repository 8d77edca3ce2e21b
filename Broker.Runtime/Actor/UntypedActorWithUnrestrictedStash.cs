namespace Broker.Runtime.Actor;

/// <summary>An <see cref="UntypedActor"/> with a stash, whatever its mailbox.</summary>
public abstract class UntypedActorWithUnrestrictedStash : UntypedActor, IWithUnrestrictedStash
{
    /// <inheritdoc />
    public IStash Stash { get; set; } = null!;
}

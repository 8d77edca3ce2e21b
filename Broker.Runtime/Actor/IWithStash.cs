namespace Broker.Runtime.Actor;

/// <summary>An actor with a stash that holds as many messages as its Props or dispatcher say.</summary>
public interface IWithStash : IWithUnrestrictedStash;

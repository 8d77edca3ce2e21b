using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote;

/// <summary>Marks references to actors of other systems.</summary>
public interface IRemoteRef : IActorRefScope;

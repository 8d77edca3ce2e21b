using Broker.Runtime.Actor;

namespace Broker.Runtime.Hosting;

/// <summary>Starts actors once the system runs, and registers those that others look for.</summary>
public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

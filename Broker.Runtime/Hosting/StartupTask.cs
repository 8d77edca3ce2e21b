using Broker.Runtime.Actor;

namespace Broker.Runtime.Hosting;

/// <summary>Runs once all actors are started, before the host counts as started.</summary>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

/// <summary>The reaction of a <see cref="DelegateAutoPilot"/>.</summary>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

namespace Broker.Runtime.Actor;

/// <summary>The scheduler was used after it had been shut down.</summary>
public sealed class SchedulerException(string message) : AkkaException(message);

namespace Broker.Runtime.Event;

/// <summary>A message that is expected to arrive too late now and then, and is not reported as a dead letter.</summary>
public interface IDeadLetterSuppression;

namespace Broker.Runtime.Actor;

/// <summary>A message that the engine handles itself before the actor sees it.</summary>
public interface IAutoReceivedMessage;

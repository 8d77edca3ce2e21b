namespace Broker.Runtime.Routing;

/// <summary>What is said to an actor that others can listen to.</summary>
public abstract class ListenerMessage;

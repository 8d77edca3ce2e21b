namespace Broker.Runtime.Actor;

/// <summary>One step of an actor selection.</summary>
public abstract class SelectionPathElement;

namespace Broker.Runtime.Actor;

/// <summary>A message that could be used to harm a system, and is not accepted from systems that are not trusted.</summary>
public interface IPossiblyHarmful;

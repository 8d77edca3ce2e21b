namespace Broker.Runtime.Actor;

/// <summary>Something that exists once in each actor system.</summary>
public interface IExtension;

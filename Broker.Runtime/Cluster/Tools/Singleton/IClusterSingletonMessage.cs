namespace Broker.Runtime.Cluster.Tools.Singleton;

/// <summary>Marks the messages between singleton managers.</summary>
public interface IClusterSingletonMessage;

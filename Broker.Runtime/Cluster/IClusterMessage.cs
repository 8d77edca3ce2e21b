namespace Broker.Runtime.Cluster;

/// <summary>Marks the messages between cluster daemons.</summary>
public interface IClusterMessage;

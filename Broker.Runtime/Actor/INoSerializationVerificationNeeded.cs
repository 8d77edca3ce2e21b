namespace Broker.Runtime.Actor;

/// <summary>A message that never leaves its process.</summary>
public interface INoSerializationVerificationNeeded;

namespace Broker.Runtime.Actor.Internal;

/// <summary>The timer of a receive timeout has run; not yet the timeout itself.</summary>
internal sealed class ReceiveTimeoutDue : IAutoReceivedMessage, INotInfluenceReceiveTimeout, INoSerializationVerificationNeeded;

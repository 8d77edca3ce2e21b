using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>A remote system was given up: everything watched there counts as ended.</summary>
internal sealed record AddressTerminated(Address Address) : IAutoReceivedMessage, IPossiblyHarmful, INoSerializationVerificationNeeded;

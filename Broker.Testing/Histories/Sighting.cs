using Broker.Testing.Delivery;

namespace Broker.Testing.Histories;

/// <summary>A message came to a subscriber.</summary>
/// <param name="Message">The message.</param>
/// <param name="At">When, from the start of the run.</param>
public readonly record struct Sighting(MessageId Message, TimeSpan At);

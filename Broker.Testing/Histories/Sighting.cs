using Broker.Testing.Delivery;

namespace Broker.Testing.Histories;

/// <summary>A message came to a subscriber.</summary>
/// <param name="Message">The message.</param>
/// <param name="At">When, from the start of the run.</param>
/// <param name="Position">Where it stands in its topic, if the subscriber's protocol says so.</param>
public readonly record struct Sighting(MessageId Message, TimeSpan At, StreamPosition? Position = null);

using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>A publication of a left log.</summary>
/// <param name="Publication">The publication.</param>
/// <param name="At">When its topic accepted it, by the steady clock of the node that has it now.</param>
public readonly record struct KeptPublication(Publication Publication, long At);

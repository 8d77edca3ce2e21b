using Broker.Actors.Nodes;

namespace Broker.Actors.Interest;

/// <summary>One thing the exchange of filters wants done, in the order of the list it stands in.</summary>
/// <param name="Kind">What.</param>
/// <param name="Node">To which node a message goes.</param>
/// <param name="Message">The message.</param>
/// <param name="After">For what is told: only filters with a later version are meant.</param>
/// <param name="Through">For what is told: and none with a later one than this.</param>
public readonly record struct InterestEffect(
    InterestEffectKind Kind, NodeId Node = default, object? Message = null, InterestVersion After = default, InterestVersion Through = default);

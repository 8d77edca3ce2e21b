using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Transport;

/// <summary>What an <see cref="InMemoryNetwork"/> does to the bytes of one direction.</summary>
/// <param name="Held">Nothing passes until the rule is taken back.</param>
/// <param name="Delay">How long each piece is kept.</param>
/// <param name="Drop">Says of each frame whether it is lost.</param>
internal sealed record InMemoryRule(bool Held, TimeSpan Delay, Func<FrameType, bool>? Drop)
{
    public static InMemoryRule None { get; } = new(false, TimeSpan.Zero, null);
}

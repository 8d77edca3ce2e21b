using Broker.Protocol.Publications;

namespace Broker.Actors.Relays;

/// <summary>What one who came back gets before live publications.</summary>
/// <param name="IsRecovered">Whether nothing is missing between where it was and here; without that there is no range.</param>
/// <param name="Publications">What it missed, in order.</param>
public sealed record RecoveredRange(bool IsRecovered, IReadOnlyList<Publication> Publications)
{
    /// <summary>The numbers have changed, or what it missed is gone or too much.</summary>
    public static readonly RecoveredRange NotRecovered = new(false, []);

    /// <summary>It missed nothing.</summary>
    public static readonly RecoveredRange Nothing = new(true, []);
}

using System.Numerics;

namespace Broker.Tests.Topics.Simulation.Membership;

/// <summary>A model of the split-brain resolver, keep-majority: what one side of a cut decides once it is stable.</summary>
internal static class ResolverModel
{
    /// <summary>How long the view must stay the same, as <c>stable-after</c>.</summary>
    public const int StableAfter = 5_000;

    /// <summary>Who goes, as bits of slots, by the view of one side; all of the own side when the other one stays.</summary>
    /// <param name="members">The members that count.</param>
    /// <param name="side">Those who can talk to each other here.</param>
    /// <param name="unreachable">Those that someone here does not hear of.</param>
    public static uint ToDown(uint members, uint side, uint unreachable)
    {
        // Seen by some and not by others: they go, whatever the rest decides.
        var indirect = members & side & unreachable;
        var rest = members & ~indirect;
        var reachable = rest & ~unreachable;
        var gone = rest & unreachable;
        if (gone == 0)
        {
            return reachable == 0 ? members : indirect;
        }

        var (here, there) = (BitOperations.PopCount(reachable), BitOperations.PopCount(gone));
        var staysHere = here > there || (here == there && BitOperations.TrailingZeroCount(reachable) < BitOperations.TrailingZeroCount(gone));
        return indirect | (staysHere ? gone : reachable);
    }
}

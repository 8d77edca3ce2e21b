namespace Broker.Runtime.Cluster.Membership;

/// <summary>A random number generator that is a value (SplitMix64), so that a membership history can be replayed from its seed.</summary>
internal readonly record struct MembershipRandom(ulong State)
{
    public MembershipRandom Next(int limit, out int value)
    {
        var state = State + 0x9E3779B97F4A7C15UL;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        mixed ^= mixed >> 31;
        value = (int)(mixed % (ulong)limit);
        return new MembershipRandom(state);
    }
}

using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <summary>Where the owners of one node get their terms: each higher than any this node has given or heard of.</summary>
/// <remarks>
/// Terms come from the wall clock, in milliseconds, with random low bits so that two nodes hardly ever give the same one. Every term that
/// is heard lifts those to come, so a clock that is behind its peers catches up with the first message of any of them.
/// </remarks>
public sealed class TermSource(TimeProvider clock, Random random)
{
    // 2^20 terms in a millisecond; milliseconds since 1970 then fit until the year 2248.
    private const int LowBits = 20;

    private readonly Lock _gate = new();
    private long _highest;

    /// <summary>The highest term given or heard of.</summary>
    public Term Highest
    {
        get
        {
            lock (_gate)
            {
                return new Term(_highest);
            }
        }
    }

    public Term Next()
    {
        lock (_gate)
        {
            var fromClock = (clock.GetUtcNow().ToUnixTimeMilliseconds() << LowBits) | (uint)random.Next(1 << LowBits);
            _highest = Math.Max(fromClock, _highest + 1);
            return new Term(_highest);
        }
    }

    /// <summary>A term was heard of.</summary>
    public void Note(Term term)
    {
        lock (_gate)
        {
            _highest = Math.Max(_highest, term.Value);
        }
    }
}

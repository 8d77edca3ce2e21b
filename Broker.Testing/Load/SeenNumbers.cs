namespace Broker.Testing.Load;

/// <summary>Which numbers of one publisher one subscriber has seen, as far back as 64 before the highest.</summary>
public struct SeenNumbers
{
    private long _highest;
    private ulong _before;

    /// <summary>Takes the next that came.</summary>
    public NumberVerdict See(long number)
    {
        var ahead = number - _highest;
        if (ahead > 0)
        {
            _before = (ahead > 63 ? 0 : _before << (int)ahead) | 1;
            _highest = number;
            return NumberVerdict.InOrder;
        }

        var bit = ahead < -63 ? 0 : 1UL << (int)-ahead;
        var isKnown = (_before & bit) != 0;
        _before |= bit;
        return isKnown ? NumberVerdict.Repeated : NumberVerdict.Late;
    }
}

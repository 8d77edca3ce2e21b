using System.Globalization;

namespace Broker.Runtime.Remote;

/// <summary>Keeps what others can cause at will from filling the log: a few lines at once, then one in a while that says how many were left out.</summary>
internal sealed class LogLimit
{
    /// <summary>Lines that may come in a row.</summary>
    public const int Burst = 10;

    /// <summary>What one more line takes to be allowed again.</summary>
    public static readonly TimeSpan Refill = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private TimeSpan _free = TimeSpan.MinValue;
    private int _left;

    /// <summary>Whether a line may be written now.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <param name="left">How many were left out since the last one.</param>
    public bool TryTake(TimeSpan now, out int left)
    {
        lock (_lock)
        {
            left = 0;
            if (_free > now + ((Burst - 1) * Refill))
            {
                _left++;
                return false;
            }

            _free = (_free > now ? _free : now) + Refill;
            left = _left;
            _left = 0;
            return true;
        }
    }

    /// <summary>The end of a line that stands for others too.</summary>
    public static string Left(int left) =>
        left == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({left} more like it were not logged)");
}

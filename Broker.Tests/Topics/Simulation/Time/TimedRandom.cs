using System.Numerics;

namespace Broker.Tests.Topics.Simulation.Time;

/// <summary>Chance that depends on the seed and on the moment only, not on what was drawn before.</summary>
/// <remarks>
/// So a step that is cut out of a plan changes nothing at other times, as far as it has no consequences, and a failing history can be
/// shortened much further than with one stream of numbers.
/// </remarks>
internal sealed class TimedRandom(EventQueue time, int seed) : Random
{
    private ulong _state;
    private long _at = -1;

    public override int Next() => (int)(Draw() >> 33);

    public override int Next(int maxValue) => (int)Math.BigMul(Draw(), (ulong)maxValue, out _);

    public override int Next(int minValue, int maxValue) => minValue + Next(maxValue - minValue);

    public override long NextInt64() => (long)(Draw() >> 1);

    public override long NextInt64(long minValue, long maxValue) =>
        minValue + (long)Math.BigMul(Draw(), (ulong)(maxValue - minValue), out _);

    public override double NextDouble() => (Draw() >> 11) * (1.0 / (1UL << 53));

    protected override double Sample() => NextDouble();

    // SplitMix64 (Steele, Lea, Flood 2014), begun anew at each moment.
    private ulong Draw()
    {
        if (_at != time.Now)
        {
            _at = time.Now;
            _state = BitOperations.RotateLeft((ulong)seed * 0xD1B54A32D192ED03, 17) ^ ((ulong)_at * 0x8CB92BA72F3D8DD7);
        }

        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}

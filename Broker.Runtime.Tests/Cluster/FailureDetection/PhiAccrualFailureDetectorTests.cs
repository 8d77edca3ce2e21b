using Broker.Runtime.Cluster.FailureDetection;
using FsCheck;
using FsCheck.Fluent;

namespace EngineTests.Membership;

public sealed class PhiAccrualFailureDetectorTests
{
    private static readonly PhiAccrualSettings Settings = new();

    [Fact]
    public void Nobody_is_suspected_before_the_first_heartbeat()
    {
        var detector = new PhiAccrualFailureDetector(Settings);
        Assert.False(detector.IsMonitoring);
        Assert.True(detector.IsAvailable(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Silence_longer_than_the_acceptable_pause_is_suspected()
    {
        var detector = Beating(60, TimeSpan.FromSeconds(1), out var last);
        Assert.True(detector.IsAvailable(last + TimeSpan.FromSeconds(3.5)));
        Assert.False(detector.IsAvailable(last + TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void A_heartbeat_after_the_silence_makes_it_available_again_and_teaches_nothing()
    {
        var detector = Beating(60, TimeSpan.FromSeconds(1), out var last);
        var back = last + TimeSpan.FromSeconds(60);
        detector = detector.Heartbeat(back);
        Assert.True(detector.IsAvailable(back));
        Assert.False(detector.IsAvailable(back + TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Suspicion_only_grows_with_silence() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 20_000)), Arb.From(Gen.Choose(0, 20_000)), static (a, b) =>
        {
            var detector = Beating(10, TimeSpan.FromSeconds(1), out var last);
            var shorter = detector.Phi(last + TimeSpan.FromMilliseconds(Math.Min(a, b)));
            var longer = detector.Phi(last + TimeSpan.FromMilliseconds(Math.Max(a, b)));
            return shorter <= longer;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_so_many_intervals_are_remembered()
    {
        var history = HeartbeatHistory.Empty;
        for (var i = 0; i < 100; i++)
            history = history.Add(i < 90 ? 5000 : 1000, 10);
        Assert.Equal(10, history.Count);
        Assert.Equal(1000, history.Mean);
        Assert.Equal(0, history.StdDeviation);
    }

    private static PhiAccrualFailureDetector Beating(int times, TimeSpan interval, out TimeSpan last)
    {
        var detector = new PhiAccrualFailureDetector(Settings);
        last = TimeSpan.Zero;
        for (var i = 0; i < times; i++)
        {
            last += interval;
            detector = detector.Heartbeat(last);
        }

        return detector;
    }
}

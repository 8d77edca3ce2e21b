using Broker.Actors.Relays;
using Broker.Actors.Topics;

namespace Broker.Tests.Topics.Simulation;

/// <summary>How often what happened, so that a run that tries nothing is noticed.</summary>
internal sealed class Statistics
{
    private readonly int[] _verdicts = new int[Enum.GetValues<PublishVerdict>().Length];
    private readonly int[] _deliveries = new int[Enum.GetValues<DeliverVerdict>().Length];

    public int Fetches { get; set; }

    public int Gaps { get; set; }

    public int Owners { get; set; }

    public int Crashes { get; set; }

    public int HandOffs { get; set; }

    public int CutOffs { get; set; }

    public void Count(PublishVerdict verdict) => _verdicts[(int)verdict]++;

    public void Count(DeliverVerdict verdict) => _deliveries[(int)verdict]++;

    public int Of(PublishVerdict verdict) => _verdicts[(int)verdict];

    public int Of(DeliverVerdict verdict) => _deliveries[(int)verdict];

    public void Add(Statistics other)
    {
        for (var i = 0; i < _verdicts.Length; i++)
        {
            _verdicts[i] += other._verdicts[i];
        }

        for (var i = 0; i < _deliveries.Length; i++)
        {
            _deliveries[i] += other._deliveries[i];
        }

        Fetches += other.Fetches;
        Gaps += other.Gaps;
        Owners += other.Owners;
        Crashes += other.Crashes;
        HandOffs += other.HandOffs;
        CutOffs += other.CutOffs;
    }

    public override string ToString() =>
        $"owners {Owners}, crashes {Crashes}, hand-offs {HandOffs}, cut off {CutOffs}, fetches {Fetches}, gaps told {Gaps}; publishes: "
        + string.Join(", ", Enum.GetValues<PublishVerdict>().Select(verdict => $"{verdict} {Of(verdict)}")) + "; deliveries: "
        + string.Join(", ", Enum.GetValues<DeliverVerdict>().Select(verdict => $"{verdict} {Of(verdict)}"));
}

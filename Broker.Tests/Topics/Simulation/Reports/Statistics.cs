using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation.Plans;

namespace Broker.Tests.Topics.Simulation.Reports;

/// <summary>How often what happened: a simulation in which nothing happens proves nothing.</summary>
internal sealed class Statistics
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    private readonly long[] _steps = new long[Enum.GetValues<StepKind>().Length];
    private readonly long[] _verdicts = new long[Enum.GetValues<PublishVerdict>().Length];
    private readonly long[] _deliveries = new long[Enum.GetValues<DeliverVerdict>().Length];
    private readonly long[] _gaps = new long[Enum.GetValues<GapReason>().Length];

    public long Histories { get; set; }

    public long VirtualMilliseconds { get; set; }

    public long Events { get; set; }

    public long Owners { get; set; }

    public long EpochsBegun { get; set; }

    public long Fetches { get; set; }

    public long MessagesLost { get; set; }

    public long GoodbyesLost { get; set; }

    public long Removals { get; set; }

    public long Downed { get; set; }

    public long HandOffs { get; set; }

    public long Moves { get; set; }

    public long StartedTwice { get; set; }

    public long StepDowns { get; set; }

    public long Passivations { get; set; }

    public long Joins { get; set; }

    public long Closed { get; set; }

    public long Accepted { get; set; }

    public long Unknown { get; set; }

    public long UnknownNotBlind { get; set; }

    public long Resent { get; set; }

    public long BufferOverflows { get; set; }

    public long MessagesSent { get; set; }

    public long KeeperMessages { get; set; }

    public long FenceLapses { get; set; }

    public long LeftStates { get; set; }

    public long Asks { get; set; }

    public long Takes { get; set; }

    public long Continued { get; set; }

    public long CleanMoves { get; set; }

    public long StaleInheritances { get; set; }

    public long StoppedByForce { get; set; }

    public long Drained { get; set; }

    public long Invites { get; set; }

    public long HeadReports { get; set; }

    public long RelaysRested { get; set; }

    public long FilterJoins { get; set; }

    public long FilterGaps { get; set; }

    public long HeardByFilter { get; set; }

    public long Overflows { get; set; }

    public long Recovered { get; set; }

    public long NotRecovered { get; set; }

    public long AnswersGathered { get; set; }

    public long AnswerBatches { get; set; }

    public long AnswersHurried { get; set; }

    public long AnswerBatchesLost { get; set; }

    public void Count(PublishVerdict verdict) => _verdicts[(int)verdict]++;

    public void Count(DeliverVerdict verdict) => _deliveries[(int)verdict]++;

    public void Count(GapReason reason) => _gaps[(int)reason]++;

    public void Count(StepKind step) => _steps[(int)step]++;

    public void CountPassivation(TopicPhase phase)
    {
        if (phase == TopicPhase.Outlived)
        {
            StepDowns++;
        }
        else
        {
            Passivations++;
        }
    }

    public long Of(PublishVerdict verdict) => _verdicts[(int)verdict];

    public long Of(DeliverVerdict verdict) => _deliveries[(int)verdict];

    public long Of(GapReason reason) => _gaps[(int)reason];

    public long Of(StepKind step) => _steps[(int)step];

    /// <summary>Every count by its name, for the report and for what the run must have reached at least.</summary>
    public IReadOnlyDictionary<string, long> All()
    {
        _counts.Clear();
        foreach (var property in typeof(Statistics).GetProperties())
        {
            if (property.PropertyType == typeof(long))
            {
                _counts[property.Name] = (long)property.GetValue(this)!;
            }
        }

        Add("publish", _verdicts, Enum.GetNames<PublishVerdict>());
        Add("delivery", _deliveries, Enum.GetNames<DeliverVerdict>());
        Add("told", _gaps, Enum.GetNames<GapReason>());
        Add("step", _steps, Enum.GetNames<StepKind>());
        return _counts;
    }

    private void Add(string prefix, long[] counts, string[] names)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            _counts[$"{prefix}.{names[i]}"] = counts[i];
        }
    }
}

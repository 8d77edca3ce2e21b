using System.Text;

namespace Broker.Tests.Topics.Simulation.Reports;

/// <summary>The counts of many histories together, and what they must have reached at least.</summary>
internal sealed class Report
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _total = new(StringComparer.Ordinal);

    public void Add(Statistics statistics)
    {
        lock (_gate)
        {
            foreach (var (name, count) in statistics.All())
            {
                _total[name] = _total.GetValueOrDefault(name) + count;
            }
        }
    }

    public long this[string name] => _total.GetValueOrDefault(name);

    /// <summary>What happened less often than it must for so many histories; empty when all is well.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyDictionary<string, double> perHistory)
    {
        var histories = this[nameof(Statistics.Histories)];
        return
        [
            .. perHistory
                .Where(minimum => this[minimum.Key] < minimum.Value * histories)
                .Select(minimum => $"{minimum.Key} happened {this[minimum.Key]} times in {histories} histories, at least {minimum.Value} for each are wanted"),
        ];
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, count) in _total)
        {
            text.Append(name).Append(' ').Append(count).AppendLine();
        }

        return text.ToString();
    }
}

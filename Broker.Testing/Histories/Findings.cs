namespace Broker.Testing.Histories;

/// <summary>Collects findings: every one is counted, the first of each kind are told in full.</summary>
internal sealed class Findings
{
    private const int ExcerptsOfAKind = 3;
    private const int SentencesOfAKind = 20;

    private readonly Dictionary<FindingKind, int> _counts = [];
    private readonly List<Finding> _told = [];

    public int this[FindingKind kind] => _counts.GetValueOrDefault(kind);

    public IReadOnlyList<Finding> Told => _told;

    /// <param name="kind">What was broken.</param>
    /// <param name="count">How many messages it concerns.</param>
    /// <param name="sentence">What happened.</param>
    /// <param name="excerpt">What was seen around it; asked only if it is shown.</param>
    public void Add(FindingKind kind, int count, string sentence, Func<string>? excerpt = null)
    {
        _counts[kind] = this[kind] + count;
        var before = _told.Count(finding => finding.Kind == kind);
        if (before < SentencesOfAKind)
        {
            _told.Add(new Finding(kind, sentence, before < ExcerptsOfAKind ? excerpt?.Invoke() ?? "" : ""));
        }
    }
}

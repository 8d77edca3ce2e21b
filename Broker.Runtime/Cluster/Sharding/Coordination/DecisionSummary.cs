using System.Globalization;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>
/// Gathers decisions of one kind for one line in the log: a single one is told at once, many at the same time together, no more
/// often than once a second.
/// </summary>
/// <param name="verb">What has happened to the shards, such as "allocated".</param>
/// <param name="preposition">How the nodes relate to it.</param>
internal sealed class DecisionSummary(string verb, string preposition)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A line names no more shards than this; the debug lines name each.
    private const int MostNamed = 12;

    private readonly List<string> _shards = [];
    private readonly SortedDictionary<string, int> _nodes = new(StringComparer.Ordinal);
    private TimeSpan _slowest;
    private TimeSpan _notBefore;
    private TimeSpan _patience;
    private TimeSpan _wakeUp;

    /// <summary>When there is something to tell; what is outstanding until then tells it earlier by its own event.</summary>
    public TimeSpan? NextWakeUp => _shards.Count == 0 ? null : _wakeUp;

    /// <summary>A decision took effect.</summary>
    public void Add(string shard, NodeId node, TimeSpan took, TimeSpan now)
    {
        if (_shards.Count == 0)
            _patience = now + Pause;
        _shards.Add(shard);
        var name = node.ToString();
        _nodes[name] = _nodes.GetValueOrDefault(name) + 1;
        _slowest = took > _slowest ? took : _slowest;
    }

    /// <summary>Writes the line when it is time, and no more of the kind is expected at once.</summary>
    public void Tell(int outstanding, TimeSpan now, CoordinatorOutput output)
    {
        if (_shards.Count == 0)
            return;
        if (now < _notBefore || (outstanding > 0 && now < _patience))
        {
            _wakeUp = now < _notBefore ? _notBefore : _patience;
            return;
        }

        var named = string.Join(", ", _shards.Take(MostNamed)) + (_shards.Count > MostNamed ? ", …" : "");
        var nodes = string.Join(", ", _nodes.Select(static node => string.Create(CultureInfo.InvariantCulture, $"{node.Value} {node.Key}")));
        output.Info(_shards.Count == 1
            ? $"Shard {named} {verb} {preposition} {_nodes.Keys.First()} in {CoordinatorOutput.Ms(_slowest)}."
            : $"{_shards.Count} shards {verb} ({named}) {preposition} {nodes}; the slowest in {CoordinatorOutput.Ms(_slowest)}.");
        _shards.Clear();
        _nodes.Clear();
        _slowest = TimeSpan.Zero;
        _notBefore = now + Pause;
    }
}

using System.Collections;

namespace Broker.Runtime.Actor.Internal;

/// <summary>The statistics of all children, made only if a strategy looks at them: most look at one child.</summary>
internal sealed class LazyChildStats(ActorChildren children) : IReadOnlyCollection<ChildRestartStats>
{
    private ChildRestartStats[]? _all;

    public int Count => All.Length;

    private ChildRestartStats[] All => _all ??= children.All().Select(children.StatsOf).ToArray();

    public IEnumerator<ChildRestartStats> GetEnumerator() => ((IEnumerable<ChildRestartStats>)All).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

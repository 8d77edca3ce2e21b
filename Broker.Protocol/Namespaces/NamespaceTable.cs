using System.Collections.Frozen;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Namespaces;

/// <summary>Finds the namespace of a topic. Immutable.</summary>
/// <remarks>
/// The most specific pattern wins: the name itself, then the pattern with the most characters before its first wildcard, then the longest one. One look-up
/// for each length of such a beginning that any pattern has, so the cost does not grow with the number of namespaces. Actors and connections
/// still keep the answer: a topic's namespace never changes while the node runs.
/// </remarks>
public sealed class NamespaceTable
{
    /// <summary>The table of a node without settings and authentication: one namespace, in which everyone may everything.</summary>
    public static readonly NamespaceTable Open = new(NamespaceOptions.Open, []);

    private readonly FrozenDictionary<string, Entry[]>.AlternateLookup<ReadOnlySpan<char>> _byLiteral;
    private readonly int[] _lengths;

    /// <summary>A table of the default namespace and others; no two of them have the same pattern.</summary>
    /// <exception cref="ArgumentException">A pattern belongs to two namespaces.</exception>
    public NamespaceTable(NamespaceOptions defaults, IReadOnlyCollection<NamespaceOptions> others)
    {
        Default = defaults;
        All = [defaults, .. others];
        var entries = others.SelectMany(static options => options.Patterns.Select(pattern => new Entry(pattern, options))).ToList();
        if (entries.GroupBy(static entry => entry.Pattern).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The pattern {twice.Key} belongs to more than one namespace.", nameof(others));
        }

        var table = entries.GroupBy(static entry => entry.Pattern.Literal).ToFrozenDictionary(
            static group => group.Key,
            static group => group.OrderByDescending(static entry => entry.Pattern.IsExact)
                .ThenByDescending(static entry => entry.Pattern.Text.Length)
                .ThenByDescending(static entry => entry.Pattern.Text, StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);
        _byLiteral = table.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. table.Keys.Select(static literal => literal.Length).Distinct().OrderDescending()];
    }

    /// <summary>The namespace of every topic that no pattern matches.</summary>
    public NamespaceOptions Default { get; }

    /// <summary>All namespaces, the default one first.</summary>
    public IReadOnlyList<NamespaceOptions> All { get; }

    /// <summary>The namespace of a topic.</summary>
    public NamespaceOptions Of(TopicName topic)
    {
        ReadOnlySpan<char> name = topic.Value;
        foreach (var length in _lengths)
        {
            if (length > name.Length || !_byLiteral.TryGetValue(name[..length], out var entries))
            {
                continue;
            }

            foreach (var entry in entries)
            {
                if (entry.Pattern.Matches(topic))
                {
                    return entry.Options;
                }
            }
        }

        return Default;
    }

    /// <summary>The namespaces of all topics that a filter may match.</summary>
    public IEnumerable<NamespaceOptions> Touched(TopicPattern filter)
    {
        var isCovered = false;
        foreach (var options in All)
        {
            var overlaps = false;
            foreach (var pattern in options.Patterns)
            {
                isCovered |= pattern.Covers(filter);
                overlaps |= pattern.MayOverlap(filter);
            }

            if (overlaps)
            {
                yield return options;
            }
        }

        if (!isCovered)
        {
            yield return Default;
        }
    }

    private readonly record struct Entry(TopicPattern Pattern, NamespaceOptions Options);
}

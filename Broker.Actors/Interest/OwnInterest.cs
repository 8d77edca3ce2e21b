using Broker.Protocol.Topics;

namespace Broker.Actors.Interest;

/// <summary>This node's own filters as a log of changes: what another node misses is the end of it, and all of it is the whole set.</summary>
/// <remarks>
/// The step that added a filter leaves the log when the filter is dropped, so a node that begins empty is sent only what is wanted now.
/// The steps that dropped filters are let go when they outnumber those; a node that is further behind then begins empty again.
/// </remarks>
internal sealed class OwnInterest
{
    /// <summary>The most changes in one message, and their bytes: far below the largest frame.</summary>
    public const int PageChanges = 1_000;

    private const int PageBytes = 64 * 1024;
    private const int Slack = 1_024;

    private readonly Dictionary<TopicFilter, InterestVersion> _added = [];
    private readonly List<Step> _steps = [];

    public InterestVersion Version { get; private set; }

    /// <summary>A node that knows less than this, but not nothing, must begin empty.</summary>
    public InterestVersion ForgottenThrough { get; private set; }

    public int Count => _added.Count;

    /// <summary>The version that brought a filter, or null when it is not wanted.</summary>
    public InterestVersion? Find(TopicFilter filter) => _added.TryGetValue(filter, out var version) ? version : null;

    public bool Add(TopicFilter filter)
    {
        if (!_added.TryAdd(filter, Version.Next))
        {
            return false;
        }

        Append(filter, isWanted: true);
        return true;
    }

    public bool Remove(TopicFilter filter)
    {
        if (!_added.Remove(filter))
        {
            return false;
        }

        Append(filter, isWanted: false);
        if (_steps.Count > (2 * _added.Count) + Slack)
        {
            Compact();
        }

        return true;
    }

    /// <summary>The next page of what one at a version misses, and the version it leads to.</summary>
    public (InterestVersion Through, List<FilterChange> Changes) After(InterestVersion known)
    {
        var changes = new List<FilterChange>();
        var bytes = 0;
        for (var i = FirstAfter(known); i < _steps.Count; i++)
        {
            var step = _steps[i];
            if (!IsOfUse(step, known))
            {
                continue;
            }

            bytes += step.Filter.Utf8.Length + sizeof(int);
            if (changes.Count == PageChanges || (bytes > PageBytes && changes.Count > 0))
            {
                return (_steps[i - 1].Version, changes);
            }

            changes.Add(new FilterChange(step.Filter, step.IsWanted));
        }

        return (Version, changes);
    }

    private bool IsOfUse(Step step, InterestVersion known) => step.IsWanted
        ? _added.TryGetValue(step.Filter, out var added) && added == step.Version
        : known != InterestVersion.Zero;

    private void Append(TopicFilter filter, bool isWanted)
    {
        Version = Version.Next;
        _steps.Add(new Step(filter, isWanted, Version));
    }

    private void Compact()
    {
        ForgottenThrough = Version;
        _steps.RemoveAll(step => !step.IsWanted || Find(step.Filter) != step.Version);
    }

    private int FirstAfter(InterestVersion known)
    {
        var low = 0;
        var high = _steps.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_steps[middle].Version <= known)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private readonly record struct Step(TopicFilter Filter, bool IsWanted, InterestVersion Version);
}

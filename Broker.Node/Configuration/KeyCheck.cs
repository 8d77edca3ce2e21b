using Broker.Hocon;
using Broker.Node.Configuration.Named;

namespace Broker.Node.Configuration;

/// <summary>Sorts the keys that somebody set into those that are used, those without effect here, and those nobody knows.</summary>
/// <remarks>
/// Used: what <c>reference.conf</c> and the built-in engine's own defaults hold. Without effect: the other keys of Akka.NET,
/// listed in <c>akka-keys.txt</c>; a star there stands for anything below.
/// </remarks>
internal sealed class KeyCheck
{
    private readonly HashSet<string> _used = [];
    private readonly List<string> _usedBelow = [];
    private readonly HashSet<string> _known = [];
    private readonly List<string> _knownBelow = [];

    /// <param name="used">Trees whose keys are used.</param>
    /// <param name="engineKeys">The lines of the list of the engine's keys.</param>
    public KeyCheck(IEnumerable<HoconObject> used, IEnumerable<string> engineKeys)
    {
        foreach (var (path, value) in used.SelectMany(HoconKeys.Leaves))
        {
            var key = HoconPath.Join(path);
            _used.Add(key);

            // An empty object among the defaults is one that takes any key.
            if (value is HoconObject)
                _usedBelow.Add(key + ".");
        }

        foreach (var line in engineKeys.Select(static line => line.Trim()).Where(static line => line.Length > 0 && line[0] != '#'))
        {
            if (line.EndsWith(".*", StringComparison.Ordinal))
                _knownBelow.Add(line[..^1]);
            else
                _known.Add(line);
        }
    }

    /// <summary>The check for this program.</summary>
    public static KeyCheck Default { get; } = new(
        EmbeddedHocon.Names("engine/").Select(static name => HoconParser.Parse(EmbeddedHocon.Read(name))).Prepend(EmbeddedHocon.Reference),
        EmbeddedHocon.Read("akka-keys.txt").Split('\n'));

    /// <summary>Goes through everything in a tree of settings.</summary>
    /// <returns>One line for each unknown key, and the keys without effect.</returns>
    public (IReadOnlyList<string> Unknown, IReadOnlyList<string> WithoutEffect) Sort(HoconObject settings)
    {
        var unknown = new List<string>();
        var withoutEffect = new List<string>();
        foreach (var (path, value) in HoconKeys.Leaves(settings))
        {
            var key = HoconPath.Join(path);
            if (NamedSettings.Covers(key) || _used.Contains(key) || _usedBelow.Exists(Starts(key)) || (value is HoconObject && IsPartOfKnown(key)))
                continue;
            if (_known.Contains(key) || _knownBelow.Exists(Starts(key)))
                withoutEffect.Add(key);
            else
                unknown.Add($"{value.Origin}: {key} is not a known setting.");
        }

        return (unknown, withoutEffect);
    }

    private static Predicate<string> Starts(string key) => prefix => key.StartsWith(prefix, StringComparison.Ordinal);

    private bool IsPartOfKnown(string key) =>
        _used.Concat(_known).Any(known => known.StartsWith(key + ".", StringComparison.Ordinal));
}

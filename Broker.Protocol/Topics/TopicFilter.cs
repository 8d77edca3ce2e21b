using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Broker.Protocol.Topics;

/// <summary>A checked filter with at least one wildcard: the topics that one subscription is for.</summary>
/// <remarks>
/// The grammar is that of MQTT 3.1.1 section 4.7.1: levels are separated by <c>/</c>, a level that is <c>+</c> stands for any one level,
/// and a last level <c>#</c> for any number of them, none included. A filter has no part of the broker's own names: it does not begin with
/// <c>$</c>, and a wildcard at its first level does not match a name that does (section 4.7.2).
/// </remarks>
public sealed class TopicFilter : IEquatable<TopicFilter>
{
    /// <summary>The longest filter, in bytes as UTF-8.</summary>
    public const int MaxBytes = TopicName.MaxBytes;

    /// <summary>The most levels, which bounds what matching costs.</summary>
    public const int MaxLevels = 128;

    /// <summary>The level that stands for any one level.</summary>
    public const string AnyLevel = "+";

    /// <summary>The last level that stands for any number of levels.</summary>
    public const string AnyRest = "#";

    private readonly string[] _levels;
    private readonly int _hash;

    private TopicFilter(string value, string[] levels)
    {
        Value = value;
        Utf8 = Encoding.UTF8.GetBytes(value);
        _levels = levels;
        _hash = value.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>The filter as text.</summary>
    public string Value { get; }

    /// <summary>The filter as UTF-8, at most <see cref="MaxBytes"/> bytes.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The levels, wildcards included.</summary>
    public IReadOnlyList<string> Levels => _levels;

    /// <summary>Checks a filter that came from outside; text without a wildcard is not one, but may be a <see cref="TopicName"/>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TopicFilter? filter)
    {
        filter = null;
        if (string.IsNullOrEmpty(text)
            || text[0] == TopicName.ReservedFirst
            || text.AsSpan().IndexOfAny('+', '#') < 0
            || !NameGrammar.IsValid(text.Replace('+', '.').Replace('#', '.'), MaxBytes))
        {
            return false;
        }

        var levels = text.Split('/');
        if (levels.Length > MaxLevels || !AreWildcardsWhole(levels))
        {
            return false;
        }

        filter = new TopicFilter(text, levels);
        return true;
    }

    /// <summary>Checks a filter that came from outside as UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out TopicFilter? filter) =>
        TryParse(NameGrammar.Decode(utf8, MaxBytes), out filter);

    /// <summary>The filter, which is known to be valid.</summary>
    /// <exception cref="FormatException">The filter breaks the grammar.</exception>
    public static TopicFilter Parse(string text) =>
        TryParse(text, out var filter) ? filter : throw new FormatException("Not a topic filter: it breaks the grammar of docs/protocol.md.");

    /// <summary>Whether a topic matches.</summary>
    public bool Matches(TopicName topic)
    {
        if (topic.IsReserved)
        {
            return false;
        }

        var rest = topic.Value.AsSpan();
        for (var i = 0; i < _levels.Length; i++)
        {
            if (_levels[i] == AnyRest)
            {
                return true;
            }

            var slash = rest.IndexOf('/');
            var level = slash < 0 ? rest : rest[..slash];
            if (_levels[i] != AnyLevel && !level.SequenceEqual(_levels[i]))
            {
                return false;
            }

            if (slash < 0)
            {
                // "news/#" matches "news" too.
                return i + 1 == _levels.Length || (i + 2 == _levels.Length && _levels[i + 1] == AnyRest);
            }

            rest = rest[(slash + 1)..];
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals(TopicFilter? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Value == other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TopicFilter);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool AreWildcardsWhole(string[] levels)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            var level = levels[i];
            if (level.Length > 1 && level.AsSpan().IndexOfAny('+', '#') >= 0)
            {
                return false;
            }

            if (level == AnyRest && i + 1 < levels.Length)
            {
                return false;
            }
        }

        return true;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Broker.Protocol.Topics;

/// <summary>A pattern that some topic names match: in the settings of a namespace, in those of a role, in the claims of a token.</summary>
/// <remarks>
/// <para>A pattern is a topic name in which a level that is <c>+</c> stands for any one level, a last level <c>#</c> for any number of them, none
/// included (both as in MQTT 3.1.1 section 4.7.1), and a last character <c>*</c> for any rest of the name. Levels are separated by <c>/</c>.</para>
/// <para>What begins with a wildcard does not match the broker's own names, which begin with <c>$</c> (as in section 4.7.2): everything is
/// not every inbox.</para>
/// </remarks>
public sealed class TopicPattern : IEquatable<TopicPattern>
{
    private TopicPattern(string text)
    {
        Text = text;
        var wildcard = FirstWildcard(text);
        IsExact = wildcard < 0;

        // "news/#" matches "news" too, so the slash before it belongs to the wildcard.
        var end = IsExact ? text.Length : text[wildcard] == '#' && wildcard > 0 ? wildcard - 1 : wildcard;
        Literal = text[..end];
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>What every name that matches begins with.</summary>
    public string Literal { get; }

    /// <summary>Whether only one name matches: the pattern itself.</summary>
    public bool IsExact { get; }

    /// <summary>Checks a pattern that came from outside.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TopicPattern? pattern)
    {
        pattern = null;
        if (string.IsNullOrEmpty(text) || !NameGrammar.IsValid(Unwild(text), TopicName.MaxBytes) || !AreLevelsValid(text))
        {
            return false;
        }

        pattern = new TopicPattern(text);
        return !pattern.IsExact || TopicName.TryParse(text, out _);
    }

    /// <summary>The pattern that matches one name.</summary>
    public static TopicPattern Of(TopicName topic) => new(topic.Value);

    /// <summary>The pattern that matches what a filter does, or more: a last <c>*</c> of a filter is only a character.</summary>
    public static TopicPattern Of(TopicFilter filter) => new(filter.Value);

    /// <summary>Whether a topic matches.</summary>
    public bool Matches(TopicName topic) => Matches(topic.Value, isFilter: false);

    /// <summary>Whether every topic that matches the other one matches this one too.</summary>
    /// <remarks>Where wildcards of different kinds meet the answer may be no although it could be yes; it is never wrongly yes.</remarks>
    public bool Covers(TopicPattern other) => Matches(other.Text, isFilter: true);

    /// <summary>Whether a topic may match both; no is certain, yes is not.</summary>
    public bool MayOverlap(TopicPattern other) =>
        Literal.StartsWith(other.Literal, StringComparison.Ordinal) || other.Literal.StartsWith(Literal, StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Equals(TopicPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TopicPattern);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    // The name may be a filter: its wildcards are then matched by the same or a wider one only.
    private bool Matches(ReadOnlySpan<char> name, bool isFilter)
    {
        if (IsExact)
        {
            return name.SequenceEqual(Text);
        }

        if (Literal.Length == 0 && name[0] == TopicName.ReservedFirst)
        {
            return false;
        }

        ReadOnlySpan<char> pattern = Text;
        while (!pattern.IsEmpty)
        {
            switch (pattern[0])
            {
                case '#':
                    return true;
                case '*' when pattern.Length == 1:
                    // The filter "a/#" means "a" too, which "a/*" does not.
                    return !isFilter || name is not "#" || Text is "*" || Text[^2] != '/';
                case '+' when isFilter && (name is "#" || EndsInRest(name)):
                    return false;
                case '+':
                    var slash = name.IndexOf('/');
                    name = slash < 0 ? default : name[slash..];
                    break;
                default:
                    if (name.IsEmpty || name[0] != pattern[0] || (isFilter && name is "*"))
                    {
                        return name.IsEmpty && pattern is "/#";
                    }

                    name = name[1..];
                    break;
            }

            pattern = pattern[1..];
        }

        return name.IsEmpty;
    }

    // A level such as "ab*", which the star lets run over the next slash.
    private static bool EndsInRest(ReadOnlySpan<char> level) => level is [.., '*'] && !level.Contains('/');

    private static int FirstWildcard(string text)
    {
        var first = text.AsSpan().IndexOfAny('+', '#');
        return first < 0 && text[^1] == '*' ? text.Length - 1 : first;
    }

    // The grammar of names knows no wildcards: any letter stands for each, and is as long.
    private static string Unwild(string text) => text.Replace('+', 'x').Replace('#', 'x');

    private static bool AreLevelsValid(string text)
    {
        var levels = text.Split('/');
        for (var i = 0; i < levels.Length; i++)
        {
            var isWild = levels[i].AsSpan().ContainsAny('+', '#');
            if (isWild && (levels[i].Length > 1 || (levels[i] == "#" && i < levels.Length - 1)))
            {
                return false;
            }
        }

        return true;
    }
}

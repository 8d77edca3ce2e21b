namespace Broker.Runtime.Util;

/// <summary>Matches text against a pattern with <c>*</c> and <c>?</c>.</summary>
public static class WildcardMatch
{
    /// <summary>True when the whole <paramref name="text"/> matches.</summary>
    public static bool Like(this string text, string pattern, bool caseSensitive = false) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, text, !caseSensitive);
}

using System.Globalization;
using System.Text;

namespace Broker.Hocon;

/// <summary>A cursor over HOCON text that knows its line and column, and reads the tokens that are more than one character.</summary>
internal sealed class HoconScanner(string text, string? source)
{
    private const string NeverUnquoted = "$\"{}[]:=,+#`^?!@*&\\";

    private int _at;
    private int _line = 1;
    private int _lineStart;

    public bool AtEnd => _at >= text.Length;

    public HoconOrigin Origin => new(source, _line, _at - _lineStart + 1);

    /// <summary>Where to come back to after looking ahead.</summary>
    public (int At, int Line, int LineStart) Mark
    {
        get => (_at, _line, _lineStart);
        set => (_at, _line, _lineStart) = value;
    }

    /// <summary>The character ahead, or NUL past the end.</summary>
    public char Peek(int ahead = 0) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    public char Next()
    {
        var c = text[_at++];
        if (c == '\n')
        {
            _line++;
            _lineStart = _at;
        }

        return c;
    }

    public bool TryTake(char c)
    {
        if (AtEnd || text[_at] != c)
            return false;
        Next();
        return true;
    }

    public bool TryTake(string word)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
            return false;
        for (var i = 0; i < word.Length; i++)
            Next();
        return true;
    }

    public bool AtWord(string word) => string.CompareOrdinal(text, _at, word, 0, word.Length) == 0;

    /// <summary>HOCON's white space is Unicode's, and the byte order mark; the end of a line is a token of its own.</summary>
    public static bool IsSpace(char c) => c != '\n' && (char.IsWhiteSpace(c) || c is '\uFEFF');

    public bool AtComment => Peek() == '#' || (Peek() == '/' && Peek(1) == '/');

    /// <summary>Takes white space within the line and returns it, since between texts it counts.</summary>
    public string ReadSpace()
    {
        var start = _at;
        while (!AtEnd && IsSpace(text[_at]))
            Next();
        return text[start.._at];
    }

    /// <summary>Takes white space, comments and line ends; true if there was a line end, which separates as a comma does.</summary>
    public bool SkipBlank()
    {
        var newline = false;
        while (!AtEnd)
        {
            ReadSpace();
            if (TryTake('\n'))
            {
                newline = true;
                continue;
            }

            if (!AtComment)
                break;
            while (!AtEnd && Peek() != '\n')
                Next();
        }

        return newline;
    }

    public bool AtUnquoted => !AtEnd && !AtComment && IsUnquoted(Peek());

    /// <summary>Takes a run of characters that need no quotes; empty if the next one does.</summary>
    public string ReadUnquoted()
    {
        var start = _at;
        while (AtUnquoted)
            Next();
        return text[start.._at];
    }

    /// <summary>Takes a text in quotes or in triple quotes, with the cursor on the first quote.</summary>
    public string ReadQuoted()
    {
        if (AtWord("\"\"\""))
            return ReadMultiLine();
        var origin = Origin;
        Next();
        var result = new StringBuilder();
        while (true)
        {
            if (AtEnd || Peek() == '\n')
                throw new HoconException(origin, "A text in quotes is not closed on its line; use \"\"\" for more lines.");
            var c = Next();
            if (c == '"')
                return result.ToString();
            result.Append(c == '\\' ? ReadEscape() : c);
        }
    }

    private static bool IsUnquoted(char c) => c != '\n' && !IsSpace(c) && !NeverUnquoted.Contains(c);

    private string ReadMultiLine()
    {
        var origin = Origin;
        TryTake("\"\"\"");
        var end = text.IndexOf("\"\"\"", _at, StringComparison.Ordinal);
        if (end < 0)
            throw new HoconException(origin, "A text in \"\"\" is not closed.");

        // Quotes before the closing three belong to the text.
        while (end + 3 < text.Length && text[end + 3] == '"')
            end++;
        var result = text[_at..end];
        while (_at < end + 3)
            Next();
        return result;
    }

    private char ReadEscape()
    {
        var origin = Origin;
        if (AtEnd)
            throw new HoconException(origin, "An escape is not complete.");
        return Next() switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadUnicode(origin),
            var c => throw new HoconException(origin, $"\\{c} is no escape; write \\\\ for a backslash."),
        };
    }

    private char ReadUnicode(HoconOrigin origin)
    {
        if (_at + 4 > text.Length
            || !ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw new HoconException(origin, "\\u needs four hexadecimal digits.");
        }

        _at += 4;
        return (char)code;
    }
}

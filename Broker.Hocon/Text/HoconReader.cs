namespace Broker.Hocon;

/// <summary>The grammar of one HOCON text: what is written, with nothing looked up yet.</summary>
internal sealed class HoconReader(HoconSource source, IReadOnlyList<string> includedAt, HoconIncludes includes)
{
    private static readonly string[] ForeignIncludes = ["url(", "classpath(", "package("];

    private readonly string? _name = source.Name.Length == 0 ? null : source.Name;
    private readonly HoconScanner _scanner = new(source.Text, source.Name.Length == 0 ? null : source.Name);

    // The path of the object being read, for includes inside it; null inside an array, where nothing has a path.
    private List<string>? _path = [.. includedAt];
    private int _depth;

    public RawObject ReadRoot()
    {
        _scanner.SkipBlank();
        var origin = _scanner.Origin;
        if (_scanner.Peek() == '[')
            throw new HoconException(origin, "The outermost value must be an object.");
        var braces = _scanner.TryTake('{');
        var root = ReadFields(new RawObject(origin), braces);
        _scanner.SkipBlank();
        return _scanner.AtEnd ? root : throw Unexpected("after the end of the outermost object");
    }

    private RawObject ReadFields(RawObject target, bool braces)
    {
        while (true)
        {
            _scanner.SkipBlank();
            if (_scanner.AtEnd)
                return braces ? throw new HoconException(target.Origin, "An object is not closed; a } is missing.") : target;
            if (braces && _scanner.TryTake('}'))
                return target;
            if (!TryReadInclude(target))
                ReadField(target);
            var newline = _scanner.SkipBlank();
            if (!_scanner.TryTake(',') && !newline && !_scanner.AtEnd && !(braces && _scanner.Peek() == '}'))
                throw Unexpected("where a comma or a new line must separate two settings");
        }
    }

    private void ReadField(RawObject target)
    {
        var origin = _scanner.Origin;
        var key = ReadKey();
        CheckDepth(_depth + key.Count, origin);
        var before = _path;
        _path = _path is null ? null : [.. _path, .. key];
        if (_scanner.Peek() == '{')
        {
            target.Assign(key, ReadValue());
        }
        else if (_scanner.TryTake("+="))
        {
            _scanner.SkipBlank();
            target.Assign(key, new RawConcatenation([new RawPrior(origin), new RawArray([ReadValue()], origin)], origin));
        }
        else if (_scanner.TryTake('=') || _scanner.TryTake(':'))
        {
            _scanner.SkipBlank();
            target.Assign(key, ReadValue());
        }
        else
        {
            throw Unexpected($"where '{HoconPath.Join(key)}' needs a = and a value");
        }

        _path = before;
    }

    private List<string> ReadKey()
    {
        var origin = _scanner.Origin;
        var path = new HoconPathBuilder();
        while (true)
        {
            var space = _scanner.ReadSpace();
            if (_scanner.Peek() == '"')
            {
                KeepSpace(path, space, origin);
                path.AddQuoted(_scanner.ReadQuoted());
            }
            else if (_scanner.AtUnquoted)
            {
                KeepSpace(path, space, origin);
                path.AddUnquoted(_scanner.ReadUnquoted(), origin);
            }
            else
            {
                return path.IsEmpty ? throw Unexpected("where a key is expected") : path.Build(origin);
            }
        }
    }

    private static void KeepSpace(HoconPathBuilder path, string space, HoconOrigin origin)
    {
        if (space.Length > 0 && !path.IsEmpty)
            path.AddUnquoted(space, origin);
    }

    private RawValue ReadValue()
    {
        var origin = _scanner.Origin;
        CheckDepth(++_depth, origin);
        var parts = new List<RawValue>();
        while (true)
        {
            var spaceOrigin = _scanner.Origin;
            var space = _scanner.ReadSpace();
            if (_scanner.AtEnd || _scanner.Peek() is '\n' or ',' or '}' or ']' || _scanner.AtComment)
                break;
            if (parts.Count > 0 && space.Length > 0)
                parts.Add(new RawSpace(space, spaceOrigin));
            parts.Add(ReadPart());
        }

        _depth--;
        return parts.Count switch
        {
            0 => throw new HoconException(origin, "A value is missing."),
            1 => parts[0],
            _ => new RawConcatenation(parts, origin),
        };
    }

    private RawValue ReadPart()
    {
        var origin = _scanner.Origin;
        if (_scanner.TryTake('{'))
            return ReadFields(new RawObject(origin), braces: true);
        if (_scanner.TryTake('['))
            return ReadArray(origin);
        if (_scanner.Peek() == '"')
            return new RawText(_scanner.ReadQuoted(), true, origin);
        if (_scanner.TryTake("${"))
            return ReadSubstitution(origin);
        var text = _scanner.ReadUnquoted();
        return text.Length > 0
            ? new RawText(text, false, origin)
            : throw Unexpected("in a text without quotes; put the text in quotes");
    }

    private RawArray ReadArray(HoconOrigin origin)
    {
        var path = _path;
        _path = null;
        var items = new List<RawValue>();
        while (true)
        {
            _scanner.SkipBlank();
            if (_scanner.AtEnd)
                throw new HoconException(origin, "An array is not closed; a ] is missing.");
            if (_scanner.TryTake(']'))
                break;
            items.Add(ReadValue());
            var newline = _scanner.SkipBlank();
            if (!_scanner.TryTake(',') && !newline && _scanner.Peek() != ']' && !_scanner.AtEnd)
                throw Unexpected("where a comma or a new line must separate two items");
        }

        _path = path;
        return new RawArray(items, origin);
    }

    private RawSubstitution ReadSubstitution(HoconOrigin origin)
    {
        var optional = _scanner.TryTake('?');
        var path = ReadKey();
        if (!_scanner.TryTake('}'))
            throw Unexpected("where a } must close the substitution");
        CheckDepth(path.Count, origin);
        return new RawSubstitution(path, includedAt, optional, origin);
    }

    private bool TryReadInclude(RawObject target)
    {
        var origin = _scanner.Origin;
        var start = _scanner.Mark;
        if (!_scanner.TryTake("include") || !HoconScanner.IsSpace(_scanner.Peek()))
        {
            _scanner.Mark = start;
            return false;
        }

        _scanner.ReadSpace();
        if (ForeignIncludes.Any(_scanner.AtWord))
            throw new HoconException(origin, "Only files can be included.");
        var required = _scanner.TryTake("required(");
        _scanner.ReadSpace();
        var file = _scanner.TryTake("file(");
        _scanner.ReadSpace();
        if (_scanner.Peek() != '"')
        {
            _scanner.Mark = start;
            return required || file ? throw new HoconException(origin, "The name of an include stands in quotes.") : false;
        }

        var name = _scanner.ReadQuoted();
        Close(file);
        Close(required);
        if (_path is null)
            throw new HoconException(origin, "There is no include inside an array.");
        if (includes.Include(name, required, _name, _path, origin) is { } included)
            target.Add(included);
        return true;
    }

    private void Close(bool opened)
    {
        _scanner.ReadSpace();
        if (opened && !_scanner.TryTake(')'))
            throw Unexpected("where a ) must close the include");
    }

    private void CheckDepth(int depth, HoconOrigin origin)
    {
        if (depth > includes.Options.MaxDepth)
            throw new HoconException(origin, $"Values are nested deeper than {includes.Options.MaxDepth}.");
    }

    private HoconException Unexpected(string where) =>
        new(_scanner.Origin, _scanner.AtEnd ? $"The text ends {where}." : $"Unexpected '{Shown(_scanner.Peek())}' {where}.");

    private static string Shown(char c) => c switch
    {
        '\n' => "end of line",
        < ' ' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };
}

using System.Text.RegularExpressions;

namespace Broker.Tests.Architecture.Seam;

/// <summary>Akka.NET's public API as the listings have it (AkkaApi/README.md says how they are written).</summary>
internal sealed partial class ApiListing
{
    private readonly Dictionary<string, ApiType> _types = [];
    private readonly ILookup<string, ApiType> _byShortName;

    public ApiListing(IEnumerable<string> lines)
    {
        ApiType? type = null;
        var space = "";
        foreach (var line in lines)
        {
            if (line.StartsWith('['))
                space = line.Trim('[', ']');
            else if (line.StartsWith("  ", StringComparison.Ordinal))
                AddMember(type!, line.Trim());
            else if (line.Length > 0 && !line.StartsWith('#'))
                _types.TryAdd((type = ParseType(space, line)).Key, type);
        }

        _byShortName = _types.Values.ToLookup(static known => known.Name[(known.Name.LastIndexOf('.') + 1)..] + "`" + known.Parameters.Count);
    }

    /// <summary>All listings beside this file.</summary>
    public static ApiListing Load() => new(
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Architecture", "AkkaApi"), "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadLines));

    public int Count => _types.Count;

    public ApiType? Find(string key) => _types.GetValueOrDefault(key);

    /// <summary>The members of a type of this name, its bases' included.</summary>
    public IEnumerable<ApiMember> Members(ApiType type, string name) => AllMembers(type).Where(member => member.Name == name);

    /// <summary>Everything that a type and its bases have, in the terms of the type's own generic parameters.</summary>
    public IEnumerable<ApiMember> AllMembers(ApiType type)
    {
        foreach (var member in type.Members)
            yield return member;
        foreach (var written in type.Bases)
        {
            if (Base(type, written, out var arguments) is not { } below)
                continue;
            foreach (var member in AllMembers(below).Where(static member => member.Name != ".ctor"))
                yield return member with { Signature = ApiSignature.Substitute(member.Signature, arguments) };
        }
    }

    /// <summary>What a type leaves to whoever derives from it or implements it, in the terms of its own generic parameters.</summary>
    /// <remarks>The interfaces of a class are not among it: the class has implemented them, perhaps out of sight.</remarks>
    public IEnumerable<ApiMember> OpenMembers(ApiType type)
    {
        var closed = type.Members.Where(static member => !member.IsAbstract).ToList();
        foreach (var member in type.Members.Where(static member => member.IsAbstract))
            yield return member;
        foreach (var written in type.Bases)
        {
            if (Base(type, written, out var arguments) is not { } below || (type.Kind != "interface" && below.Kind == "interface"))
                continue;
            foreach (var member in OpenMembers(below))
            {
                var open = member with { Signature = ApiSignature.Substitute(member.Signature, arguments) };
                if (!closed.Exists(candidate => candidate.Name == open.Name && candidate.Signature == open.Signature))
                    yield return open;
            }
        }
    }

    // Listings name bases without namespaces; the same name in several of them is decided for the nearest.
    private ApiType? Base(ApiType type, string written, out List<string> arguments)
    {
        var open = written.IndexOf('<', StringComparison.Ordinal);
        var name = open < 0 ? written : written[..open];
        arguments = open < 0 ? [] : ApiSignature.Split(written[(open + 1)..^1]).ConvertAll(argument => ApiSignature.TypeName(argument, type.Parameters, []));
        var candidates = _byShortName[name[(name.LastIndexOf('.') + 1)..] + "`" + arguments.Count].Where(candidate => candidate.Name.EndsWith("." + name, StringComparison.Ordinal));
        return candidates.OrderByDescending(candidate => type.Name.Zip(candidate.Name).TakeWhile(static pair => pair.First == pair.Second).Count()).FirstOrDefault();
    }

    private static ApiType ParseType(string space, string line)
    {
        var kind = line[..line.IndexOf(' ', StringComparison.Ordinal)];
        var rest = line[(kind.Length + 1)..];
        if (kind == "delegate")
            return ParseDelegate(space, rest);
        var (name, parameters, length) = ParseName(rest);
        var tail = rest[length..];

        // Each constraint has a colon of its own; the one after all of them introduces the bases.
        var parts = tail.Split(" : ");
        var constraints = tail.Split("where ").Length - 1;
        var bases = parts.Length > constraints + 1 ? ApiSignature.Split(parts[^1]) : [];
        return new ApiType($"{space}.{name}", parameters, kind, bases);
    }

    private static ApiType ParseDelegate(string space, string declaration)
    {
        var open = declaration.LastIndexOf('(');
        var before = DelegateName().Match(declaration[..open]);
        var (name, parameters, _) = ParseName(before.Groups[2].Value);
        var type = new ApiType($"{space}.{name}", parameters, "delegate", []);
        var arguments = Arguments(declaration[(open + 1)..declaration.LastIndexOf(')')], parameters, []);
        type.Members.Add(new ApiMember("Invoke", ApiSignature.Method(false, 0, ApiSignature.TypeName(before.Groups[1].Value, parameters, []), arguments), false));
        type.Members.Add(new ApiMember(".ctor", ApiSignature.Method(false, 0, "void", ["object", "IntPtr"]), false));
        return type;
    }

    private static (string Name, List<string> Parameters, int Length) ParseName(string text)
    {
        var match = DottedName().Match(text);
        var parameters = GenericParameters().Matches(match.Value).SelectMany(static list => ApiSignature.Split(list.Groups[1].Value)).ToList();
        return (GenericParameters().Replace(match.Value, ""), parameters, match.Length);
    }

    private static void AddMember(ApiType type, string line)
    {
        var note = line.IndexOf("   (", StringComparison.Ordinal);
        if (note >= 0)
            line = line[..note];
        if (type.Kind == "enum")
            return;
        var isStatic = false;
        var isAbstract = type.Kind == "interface";
        while (MemberModifier().Match(line) is { Success: true } modifier)
        {
            isStatic |= modifier.Value == "static ";
            isAbstract |= modifier.Value == "abstract ";
            line = line[modifier.Length..];
        }

        if (line.EndsWith('}'))
            AddProperty(type, line, isStatic, isAbstract);
        else if (line.EndsWith(')') || line.Contains(") where ", StringComparison.Ordinal))
            AddMethod(type, line, isStatic, isAbstract);
        else
            AddField(type, line, isStatic);
    }

    private static void AddField(ApiType type, string line, bool isStatic)
    {
        var name = line[(line.LastIndexOf(' ') + 1)..];
        var written = ApiSignature.TypeName(line[..^name.Length], type.Parameters, []);
        type.Members.Add(new ApiMember(name, ApiSignature.Field(isStatic, written), false));
    }

    private static void AddProperty(ApiType type, string line, bool isStatic, bool isAbstract)
    {
        var match = Property().Match(line);
        var result = ApiSignature.TypeName(match.Groups[1].Value, type.Parameters, []);
        var name = match.Groups[2].Value;
        List<string> index = match.Groups[3].Success ? Arguments(match.Groups[3].Value, type.Parameters, []) : [];
        foreach (var accessor in match.Groups[4].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            type.Members.Add(accessor == "get"
                ? new ApiMember($"get_{name}", ApiSignature.Method(isStatic, 0, result, index), isAbstract)
                : new ApiMember($"set_{name}", ApiSignature.Method(isStatic, 0, "void", [.. index, result]), isAbstract));
        }
    }

    private static void AddMethod(ApiType type, string line, bool isStatic, bool isAbstract)
    {
        var where = line.IndexOf(") where ", StringComparison.Ordinal);
        if (where >= 0)
            line = line[..(where + 1)];
        var match = Method().Match(line);
        var methodParameters = match.Groups[3].Success ? ApiSignature.Split(match.Groups[3].Value) : [];
        var arguments = Arguments(match.Groups[4].Value, type.Parameters, methodParameters);
        var name = match.Groups[2].Value;
        var result = name == "new" ? "void" : ApiSignature.TypeName(match.Groups[1].Value, type.Parameters, methodParameters);
        type.Members.Add(new ApiMember(name == "new" ? ".ctor" : name, ApiSignature.Method(isStatic, methodParameters.Count, result, arguments), isAbstract));
    }

    private static List<string> Arguments(string list, IReadOnlyList<string> typeParameters, IReadOnlyList<string> methodParameters) =>
        ApiSignature.Split(list).ConvertAll(parameter => ApiSignature.ParameterType(parameter, typeParameters, methodParameters));

    [GeneratedRegex(@"^[\w.]+(<[^<>]*>)?([\w.]+(<[^<>]*>)?)*")]
    private static partial Regex DottedName();

    [GeneratedRegex("<([^<>]*)>")]
    private static partial Regex GenericParameters();

    [GeneratedRegex(@"^(.*) ([\w.]+(?:<[\w, ]*>)?)$")]
    private static partial Regex DelegateName();

    [GeneratedRegex("^(static|virtual|abstract|protected|override|sealed) ")]
    private static partial Regex MemberModifier();

    [GeneratedRegex(@"^(.*) (\w+)(?:\[(.*)\])? \{([\w ]*)\}$")]
    private static partial Regex Property();

    [GeneratedRegex(@"^(?:(.*) )?(\w+)(?:<([^<>]*)>)?\((.*)\)$")]
    private static partial Regex Method();
}

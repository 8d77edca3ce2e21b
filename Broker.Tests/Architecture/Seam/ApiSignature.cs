using System.Text.RegularExpressions;

namespace Broker.Tests.Architecture.Seam;

/// <summary>The one spelling of signatures in which listings and compiled code are compared.</summary>
/// <remarks><c>static T Get&lt;T&gt;(int? a, out ref string[] b)</c> is <c>static`1 !!0(int?,string[]&amp;)</c>.</remarks>
internal static partial class ApiSignature
{
    private static readonly Dictionary<string, string> Keywords = new()
    {
        ["Boolean"] = "bool",
        ["Byte"] = "byte",
        ["SByte"] = "sbyte",
        ["Char"] = "char",
        ["Decimal"] = "decimal",
        ["Double"] = "double",
        ["Single"] = "float",
        ["Int32"] = "int",
        ["UInt32"] = "uint",
        ["Int64"] = "long",
        ["UInt64"] = "ulong",
        ["Int16"] = "short",
        ["UInt16"] = "ushort",
        ["String"] = "string",
        ["Object"] = "object",
        ["Void"] = "void",
    };

    public static string Method(bool isStatic, int genericParameters, string result, IEnumerable<string> parameters) =>
        $"{(isStatic ? "static" : "instance")}`{genericParameters} {result}({string.Join(',', parameters)})";

    public static string Field(bool isStatic, string type) => $"{(isStatic ? "static" : "instance")} field {type}";

    /// <summary>A type as written in a listing, with generic parameters by number.</summary>
    public static string TypeName(string written, IReadOnlyList<string> typeParameters, IReadOnlyList<string> methodParameters)
    {
        written = written.Replace(", ", ",", StringComparison.Ordinal).Trim();
        return Word().Replace(written, match =>
        {
            var word = match.Value;
            var method = IndexOf(methodParameters, word);
            var type = IndexOf(typeParameters, word);
            return method >= 0 ? $"!!{method}" : type >= 0 ? $"!{type}" : Keywords.GetValueOrDefault(word, word);
        });
    }

    /// <summary>The type of a parameter as written: without its modifiers, name and default.</summary>
    public static string ParameterType(string written, IReadOnlyList<string> typeParameters, IReadOnlyList<string> methodParameters)
    {
        var equals = written.IndexOf(" = ", StringComparison.Ordinal);
        if (equals >= 0)
            written = written[..equals];
        written = written.Trim();
        var type = written[..written.LastIndexOf(' ')];
        var byReference = false;
        while (Modifier().Match(type) is { Success: true } modifier)
        {
            byReference |= modifier.Value is "ref " or "out " or "in ";
            type = type[modifier.Length..];
        }

        return TypeName(type, typeParameters, methodParameters) + (byReference ? "&" : "");
    }

    /// <summary>Replaces the numbered parameters of a generic type by what a derived type gives for them.</summary>
    public static string Substitute(string signature, IReadOnlyList<string> arguments) =>
        arguments.Count == 0 ? signature : TypeParameter().Replace(signature, match => arguments[int.Parse(match.Groups[1].Value)]);

    /// <summary>Splits at commas outside of all brackets.</summary>
    public static List<string> Split(string list)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] is '<' or '(' or '[')
                depth++;
            else if (list[i] is '>' or ')' or ']')
                depth--;
            else if (list[i] == ',' && depth == 0)
                parts.Add(list[start..(start = i + 1)].TrimEnd(',').Trim());
        }

        if (start < list.Length)
            parts.Add(list[start..].Trim());
        return parts;
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return i;
        }

        return -1;
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(this|params|out|ref|in) ")]
    private static partial Regex Modifier();

    [GeneratedRegex(@"(?<!!)!(\d+)")]
    private static partial Regex TypeParameter();
}

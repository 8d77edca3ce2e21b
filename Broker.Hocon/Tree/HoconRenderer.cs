using System.Globalization;
using System.Text;

namespace Broker.Hocon;

/// <summary>Prints a resolved tree in the plainest form: one key a line, braces, quotes wherever they could matter.</summary>
internal static class HoconRenderer
{
    public static string Render(HoconValue value)
    {
        var text = new StringBuilder();
        if (value is HoconObject root)
            AppendFields(text, root, 0);
        else
            Append(text, value, 0);
        return text.ToString();
    }

    public static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static void AppendFields(StringBuilder text, HoconObject fields, int indent)
    {
        foreach (var (key, value) in fields)
        {
            text.Append(' ', indent).Append(HoconPath.Quote(key));
            text.Append(value is HoconObject ? " " : " = ");
            Append(text, value, indent);
            text.Append('\n');
        }
    }

    private static void Append(StringBuilder text, HoconValue value, int indent)
    {
        switch (value)
        {
            case HoconObject { Count: 0 }:
                text.Append("{}");
                break;
            case HoconObject fields:
                text.Append("{\n");
                AppendFields(text, fields, indent + 2);
                text.Append(' ', indent).Append('}');
                break;
            case HoconArray array:
                AppendItems(text, array, indent);
                break;
            case HoconText scalar:
                text.Append(IsPlain(scalar) ? scalar.Text : Quoted(scalar.Text));
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void AppendItems(StringBuilder text, HoconArray array, int indent)
    {
        text.Append('[');
        for (var i = 0; i < array.Items.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, array.Items[i], indent);
        }

        text.Append(']');
    }

    // A slash would be safe only where no second one follows; a null in quotes is a text.
    private static bool IsPlain(HoconText scalar) =>
        !scalar.Quoted
        && scalar.Text.Length > 0
        && scalar.Text != "null"
        && scalar.Text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}

using System.Text;

namespace Broker.Node.Configuration;

/// <summary>How keys and properties translate: <c>max-message-bytes</c> is <c>MaxMessageBytes</c>.</summary>
internal static class OptionNames
{
    public static string KeyOf(string property)
    {
        var key = new StringBuilder(property.Length + 4);
        foreach (var c in property)
        {
            if (char.IsAsciiLetterUpper(c) && key.Length > 0)
                key.Append('-');
            key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }

    public static string SectionOf(string path) => path.Replace('.', ':');
}

using Broker.Hocon;

namespace Broker.Node.Configuration;

/// <summary>Values that come as bare text, from the environment or the command line.</summary>
internal static class SettingText
{
    /// <summary>The value that the text stands for: a list, separated by commas, where the default is a list.</summary>
    public static HoconValue Read(string text, HoconValue? reference, string source)
    {
        var origin = new HoconOrigin(source, 0, 0);
        if (reference is not HoconArray)
            return new HoconText(text, quoted: true, origin);
        var items = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new HoconArray([.. items.Select(item => new HoconText(item, quoted: true, origin))], origin);
    }
}

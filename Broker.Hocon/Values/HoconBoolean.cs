namespace Broker.Hocon;

/// <summary>Booleans as HOCON writes them.</summary>
public static class HoconBoolean
{
    /// <summary>True if the text is one of on, true, yes, off, false, no.</summary>
    public static bool TryParse(string text, out bool value)
    {
        value = text is "on" or "true" or "yes";
        return value || text is "off" or "false" or "no";
    }
}

namespace Broker.Protocol.WebSockets;

/// <summary>The negotiation of <c>permessage-deflate</c> (RFC 7692 section 7.1).</summary>
/// <remarks>
/// Neither side keeps a window between messages: a connection then holds no compression state, and a broadcast is compressed once for all
/// its receivers. Windows smaller than 32 KiB can't be asked of us.
/// </remarks>
internal static class Deflate
{
    /// <summary>The header of the answer when an offer is taken.</summary>
    public const string Answer = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private const string Name = "permessage-deflate";
    private const string FullWindow = "15";

    /// <summary>The answer to the first offer that can be taken; null when there is none.</summary>
    public static string? Choose(IReadOnlyList<ExtensionOffer> offers)
    {
        foreach (var offer in offers)
        {
            if (offer.Name == Name && CanTake(offer, out var isWindowAsked))
            {
                return isWindowAsked ? $"{Answer}; server_max_window_bits={FullWindow}" : Answer;
            }
        }

        return null;
    }

    // Section 7.1: an offer with a parameter that is unknown, invalid or given twice is declined.
    private static bool CanTake(ExtensionOffer offer, out bool isWindowAsked)
    {
        isWindowAsked = false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in offer.Parameters)
        {
            var isGood = name switch
            {
                "server_no_context_takeover" or "client_no_context_takeover" => value is null,
                "client_max_window_bits" => value is null || IsWindow(value),
                "server_max_window_bits" => value == FullWindow,
                _ => false,
            };
            if (!isGood || !seen.Add(name))
            {
                return false;
            }

            isWindowAsked |= name == "server_max_window_bits";
        }

        return true;
    }

    // Section 7.1.2: a number from 8 to 15 without leading zeros. Whatever window the client chooses, ours is as large.
    private static bool IsWindow(string value) => value is "8" or "9" or "10" or "11" or "12" or "13" or "14" or FullWindow;
}

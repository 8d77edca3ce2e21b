using System.Diagnostics.CodeAnalysis;

namespace Broker.Protocol.WebSockets;

/// <summary>One offer of the header Sec-WebSocket-Extensions (RFC 6455 section 9.1): a name and its parameters.</summary>
/// <param name="Name">The extension.</param>
/// <param name="Parameters">Name and value of each parameter, in their order; a value is null when there is none.</param>
internal sealed record ExtensionOffer(string Name, IReadOnlyList<(string Name, string? Value)> Parameters)
{
    /// <summary>Reads the header; false when it is not in the form of the standard, which ends the handshake.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out IReadOnlyList<ExtensionOffer>? offers)
    {
        var list = new List<ExtensionOffer>();
        offers = list;
        if (header is null)
        {
            return true;
        }

        // A quoted value may hold any character of a token and no other (section 9.1), so commas and semicolons always separate.
        foreach (var range in header.AsSpan().Split(','))
        {
            if (!TryParseOne(header.AsSpan(range), out var offer))
            {
                offers = null;
                return false;
            }

            list.Add(offer);
        }

        return true;
    }

    private static bool TryParseOne(ReadOnlySpan<char> text, [NotNullWhen(true)] out ExtensionOffer? offer)
    {
        offer = null;
        string? name = null;
        var parameters = new List<(string, string?)>();
        foreach (var range in text.Split(';'))
        {
            var part = text[range].Trim(" \t");
            if (name is null)
            {
                if (!Handshake.IsToken(part))
                {
                    return false;
                }

                name = part.ToString();
                continue;
            }

            var equals = part.IndexOf('=');
            var key = (equals < 0 ? part : part[..equals]).TrimEnd(" \t");
            if (!Handshake.IsToken(key))
            {
                return false;
            }

            string? value = null;
            if (equals >= 0 && !TryValue(part[(equals + 1)..].TrimStart(" \t"), out value))
            {
                return false;
            }

            parameters.Add((key.ToString(), value));
        }

        offer = new ExtensionOffer(name!, parameters);
        return true;
    }

    private static bool TryValue(ReadOnlySpan<char> text, out string? value)
    {
        var isQuoted = text.Length >= 2 && text[0] == '"' && text[^1] == '"';
        var inner = isQuoted ? text[1..^1] : text;
        value = inner.ToString();
        return Handshake.IsToken(inner);
    }
}

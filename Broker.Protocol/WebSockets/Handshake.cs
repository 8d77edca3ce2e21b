using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Broker.Protocol.WebSockets;

/// <summary>The server's side of the opening handshake (RFC 6455 section 4.2).</summary>
public static class Handshake
{
    /// <summary>The only version of the protocol there is.</summary>
    public const string Version = "13";

    private const int KeyBytes = 16;
    private const int KeyChars = 24;

    // The characters of a token (RFC 9110 section 5.6.2): what a subprotocol's name may have.
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether a request asks for a WebSocket at all, rightly or not.</summary>
    public static bool IsAsked(in HandshakeRequest request) => HasToken(request.Upgrade, "websocket");

    /// <summary>As <see cref="Answer(in HandshakeRequest, bool, ReadOnlySpan{string})"/>, without compression.</summary>
    public static HandshakeAnswer Answer(in HandshakeRequest request, params ReadOnlySpan<string> subprotocols) =>
        Answer(request, mayCompress: false, subprotocols);

    /// <summary>Checks a request and chooses the first of our subprotocols, in our order, that the client offers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mayCompress">Whether an offer of compression is taken.</param>
    /// <param name="subprotocols">Ours.</param>
    public static HandshakeAnswer Answer(in HandshakeRequest request, bool mayCompress, params ReadOnlySpan<string> subprotocols)
    {
        if (request.Method != "GET")
        {
            return Refuse(405, "a WebSocket is opened by GET");
        }

        if (!request.IsHttp11)
        {
            return Refuse(400, "a WebSocket is opened over HTTP/1.1");
        }

        if (!HasToken(request.Upgrade, "websocket") || !HasToken(request.Connection, "upgrade"))
        {
            return Refuse(426, "this address speaks WebSocket: send Upgrade: websocket and Connection: Upgrade");
        }

        if (request.Version != Version)
        {
            return Refuse(426, "Sec-WebSocket-Version must be 13");
        }

        if (!IsKey(request.Key))
        {
            return Refuse(400, "Sec-WebSocket-Key must be 16 bytes in base64");
        }

        if (!TryChoose(request.Protocols, subprotocols, out var chosen))
        {
            return Refuse(400, "Sec-WebSocket-Protocol is not a list of names");
        }

        return ExtensionOffer.TryParse(request.Extensions, out var offers)
            ? new HandshakeAnswer(101, AcceptOf(request.Key), chosen, mayCompress ? Deflate.Choose(offers) : null, "")
            : Refuse(400, "Sec-WebSocket-Extensions is not a list of extensions");
    }

    /// <summary>The proof that the server read the key (section 4.2.2).</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 names SHA-1; nothing secret depends on it.")]
    public static string AcceptOf(string key)
    {
        Span<byte> text = stackalloc byte[KeyChars + 36];
        var length = Encoding.ASCII.GetBytes(key, text);
        "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8.CopyTo(text[length..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(text[..(length + 36)], hash);
        return Convert.ToBase64String(hash);
    }

    private static HandshakeAnswer Refuse(int status, string why) => new(status, "", null, null, why);

    /// <summary>Whether text is a token of HTTP.</summary>
    internal static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenChars);

    private static bool IsKey([NotNullWhen(true)] string? key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        return key is { Length: KeyChars } && Convert.TryFromBase64String(key, bytes, out var written) && written == KeyBytes;
    }

    private static bool HasToken(string? header, string token)
    {
        foreach (var range in header.AsSpan().Split(','))
        {
            if (header.AsSpan(range).Trim(" \t").Equals(token, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryChoose(string? offered, ReadOnlySpan<string> ours, out string? chosen)
    {
        chosen = null;
        var best = int.MaxValue;
        if (offered is null)
        {
            return true;
        }

        foreach (var range in offered.AsSpan().Split(','))
        {
            var name = offered.AsSpan(range).Trim(" \t");
            if (!IsToken(name))
            {
                return false;
            }

            for (var i = 0; i < ours.Length && i < best; i++)
            {
                if (name.SequenceEqual(ours[i]))
                {
                    best = i;
                    chosen = ours[i];
                }
            }
        }

        return true;
    }
}

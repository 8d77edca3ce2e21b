using System.Buffers;
using System.Globalization;
using System.Text;

namespace Broker.Node.Http;

/// <summary>Percent-decoding (RFC 3986 section 2.1) that refuses what is not well formed, instead of passing it on as it is.</summary>
internal static class PercentText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a part of a raw request target; false when an escape is broken or the bytes are not UTF-8.</summary>
    /// <param name="raw">The part as it came.</param>
    /// <param name="plusIsSpace">Whether <c>+</c> means a space, as in the query of a form.</param>
    /// <param name="text">The text.</param>
    public static bool TryDecode(ReadOnlySpan<char> raw, bool plusIsSpace, out string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(raw.Length + 1);
        try
        {
            var decoded = TryUnescape(raw, plusIsSpace, bytes, out var length);
            text = decoded ? Strict.GetString(bytes, 0, length) : "";
            return decoded;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static bool TryUnescape(ReadOnlySpan<char> raw, bool plusIsSpace, Span<byte> bytes, out int length)
    {
        length = 0;
        for (var i = 0; i < raw.Length; i++, length++)
        {
            var c = raw[i];
            if (c == '%')
            {
                if (i + 2 >= raw.Length
                    || !byte.TryParse(raw.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[length]))
                {
                    return false;
                }

                i += 2;
            }
            else if (c < 0x80)
            {
                bytes[length] = (byte)(c == '+' && plusIsSpace ? ' ' : c);
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}

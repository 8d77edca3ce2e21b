using System.Text;
using System.Text.Unicode;

namespace Broker.Protocol.Topics;

/// <summary>The characters that names of topics and keys may have.</summary>
internal static class NameGrammar
{
    /// <summary>
    /// Whether text has at least one character, at most <paramref name="maxBytes"/> bytes as UTF-8, no unpaired surrogate, no control
    /// character (C0, DEL, C1) and neither <c>+</c> nor <c>#</c>, which MQTT keeps for filters (MQTT 3.1.1 section 4.7.1).
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> text, int maxBytes)
    {
        if (text.IsEmpty || text.Length > maxBytes)
        {
            return false;
        }

        var bytes = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) != System.Buffers.OperationStatus.Done
                || Rune.IsControl(rune)
                || rune.Value is '+' or '#')
            {
                return false;
            }

            bytes += rune.Utf8SequenceLength;
            text = text[consumed..];
        }

        return bytes <= maxBytes;
    }

    /// <summary>The text of valid UTF-8 of a bounded length, else null.</summary>
    public static string? Decode(ReadOnlySpan<byte> utf8, int maxBytes) =>
        utf8.Length <= maxBytes && Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
}

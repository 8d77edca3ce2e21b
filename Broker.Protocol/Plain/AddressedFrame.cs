using System.Text.Json;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Plain;

/// <summary>Recognises the frame <c>{"sender","reception","body","flag"}</c>.</summary>
/// <remarks>
/// A JSON object with a member <c>reception</c> is addressed: to that key, or to everyone when the value is null or empty. A JSON object
/// without <c>reception</c> that has <c>sender</c> and <c>body</c> is addressed to everyone. Nothing else is. Of members with the same
/// name the last counts, as in JavaScript; members inside other values do not.
/// </remarks>
public static class AddressedFrame
{
    // No key is longer, so a longer string need not be copied to be refused. Each byte of a key may be written as a \u escape.
    private const int MaxRaw = ClientKey.MaxBytes * 6;

    /// <summary>To whom a payload is addressed.</summary>
    /// <param name="payload">A payload, of which only JSON is looked into.</param>
    /// <param name="key">The key when it is addressed to one.</param>
    public static Addressing Recognise(in Payload payload, out ClientKey? key)
    {
        key = null;
        if (payload.Kind != PayloadKind.Json)
        {
            return Addressing.Topic;
        }

        var reader = new Utf8JsonReader(payload.Bytes.Span);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Addressing.Topic;
        }

        bool sender = false, body = false;
        Addressing? reception = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isReception = JsonMember.Is(ref reader, "reception"u8);
            sender |= JsonMember.Is(ref reader, "sender"u8);
            body |= JsonMember.Is(ref reader, "body"u8);
            reader.Read();
            if (isReception)
            {
                reception = ReadReception(ref reader, out key);
            }

            reader.Skip();
        }

        return reception ?? (sender && body ? Addressing.Everyone : Addressing.Topic);
    }

    private static Addressing ReadReception(ref Utf8JsonReader reader, out ClientKey? key)
    {
        key = null;
        if (reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty))
        {
            return Addressing.Everyone;
        }

        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > MaxRaw)
        {
            return Addressing.Invalid;
        }

        return ClientKey.TryParse(Unescape(ref reader), out key) ? Addressing.Key : Addressing.Invalid;
    }

    private static string? Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: valid JSON, and not text.
            return null;
        }
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Broker.Protocol.Publications;

namespace Broker.Protocol.Plain;

/// <summary>Puts the true sender into a message between clients, <c>{"sender","reception","body","flag"}</c>.</summary>
/// <remarks>Only JSON objects that name a sender or a reception are such messages; whatever else is published stays as it is.</remarks>
public static class SenderStamp
{
    /// <summary>The payload with its sender replaced by the given one, or left out when nobody is known to have sent it.</summary>
    public static Payload Put(in Payload payload, string? sender)
    {
        if (payload.Kind != PayloadKind.Json || !IsBetweenClients(payload.Bytes.Span))
        {
            return payload;
        }

        var output = new ArrayBufferWriter<byte>(payload.Length + 64);
        output.Write("{"u8);
        var isFirst = sender is null;
        if (sender is not null)
        {
            output.Write("\"sender\":\""u8);
            output.Write(JsonEncodedText.Encode(sender, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            output.Write("\""u8);
        }

        CopyOthers(payload.Bytes.Span, isFirst, output);
        output.Write("}"u8);
        return Payload.Trusted(PayloadKind.Json, output.WrittenMemory);
    }

    private static bool IsBetweenClients(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonMember.Is(ref reader, "sender"u8) || JsonMember.Is(ref reader, "reception"u8))
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    // Members are copied as they were written, so that only the sender differs from what the client sent.
    private static void CopyOthers(ReadOnlySpan<byte> json, bool isFirst, ArrayBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSender = JsonMember.Is(ref reader, "sender"u8);
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            reader.Skip();
            if (isSender)
            {
                continue;
            }

            output.Write(isFirst ? ""u8 : ","u8);
            output.Write(json[start..(int)reader.BytesConsumed]);
            isFirst = false;
        }
    }
}

using System.Text.Json;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.RelayV1;

/// <summary>Reads values of members, which are known to be valid JSON.</summary>
internal static class CommandValue
{
    // No name is longer, and each byte of one may be written as a \u escape.
    private const int MaxRawName = (TopicName.MaxBytes * 6) + 2;

    /// <summary>A string that may be a name; null when the value is anything else, or too long to be one.</summary>
    public static string? Name(ReadOnlySpan<byte> json) => json.Length <= MaxRawName ? Text(json) : null;

    /// <summary>A string; null when the value is anything else, or has half a character.</summary>
    public static string? Text(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Text(ref reader);
    }

    /// <summary>The UTF-8 of a string; null as for <see cref="Text(ReadOnlySpan{byte})"/>.</summary>
    public static byte[]? Utf8(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        try
        {
            var buffer = new byte[reader.ValueSpan.Length];
            var length = reader.CopyString(buffer);
            return length == buffer.Length ? buffer : buffer[..length];
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a base64 string; null when the value is not one.</summary>
    public static byte[]? Bytes(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        try
        {
            return reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes) ? bytes : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The names of a list, or the one name of a string, as they are written; null when the value is neither, or has more than the limit.</summary>
    public static List<string?>? Names(ReadOnlySpan<byte> json, int limit)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return [NameOf(ref reader)];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var names = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (names.Count == limit)
            {
                return null;
            }

            names.Add(NameOf(ref reader));
            reader.Skip();
        }

        return names;
    }

    /// <summary>A position: <c>{"epoch":"19a","offset":5}</c>.</summary>
    public static StreamPosition? Position(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Payload.MaxJsonDepth });
        reader.Read();
        return Position(ref reader);
    }

    /// <summary>Positions by topic; null when one of them is not a position, or there are more than the limit.</summary>
    public static Dictionary<string, StreamPosition>? Positions(ReadOnlySpan<byte> json, int limit)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Payload.MaxJsonDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var positions = new Dictionary<string, StreamPosition>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length <= MaxRawName ? PropertyName(ref reader) : null;
            reader.Read();
            if (name is null || positions.Count == limit || Position(ref reader) is not { } position)
            {
                return null;
            }

            positions[name] = position;
        }

        return positions;
    }

    private static StreamPosition? Position(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        Epoch epoch = default;
        long offset = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isEpoch = JsonMember.Is(ref reader, "epoch"u8);
            var isOffset = JsonMember.Is(ref reader, "offset"u8);
            reader.Read();
            if (isEpoch && !Epoch.TryParse(NameOf(ref reader), out epoch))
            {
                return null;
            }

            if (isOffset && (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out offset)))
            {
                return null;
            }

            reader.Skip();
        }

        return epoch == Epoch.None || offset < 0 ? null : new StreamPosition(epoch, new Offset(offset));
    }

    private static string? NameOf(ref Utf8JsonReader reader) => reader.ValueSpan.Length <= MaxRawName ? Text(ref reader) : null;

    private static string? PropertyName(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

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

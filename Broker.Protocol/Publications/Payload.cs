using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Broker.Protocol.Publications;

/// <summary>The opaque bytes of a message and what they are.</summary>
/// <remarks>
/// A payload keeps the memory it was made of: whoever makes one gives the bytes away and does not write to them again. Only bytes that
/// passed <see cref="OfText"/> or <see cref="Detect"/> have the kind <see cref="PayloadKind.Json"/>; encoders embed those as they are.
/// </remarks>
public readonly record struct Payload
{
    // Depth costs stack in the readers of others; nothing sensible nests deeper.
    internal const int MaxJsonDepth = 64;

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("+-.0123456789Ee"u8);

    private Payload(PayloadKind kind, ReadOnlyMemory<byte> bytes)
    {
        Kind = kind;
        Bytes = bytes;
    }

    /// <summary>What the bytes are.</summary>
    public PayloadKind Kind { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The number of bytes.</summary>
    public int Length => Bytes.Length;

    /// <summary>Bytes that their sender declared to be binary.</summary>
    public static Payload OfBinary(ReadOnlyMemory<byte> bytes) => new(PayloadKind.Binary, bytes);

    /// <summary>Bytes that are known to be UTF-8, such as those of a checked text frame: JSON or text.</summary>
    public static Payload OfText(ReadOnlyMemory<byte> utf8) =>
        IsJson(utf8.Span) ? new Payload(PayloadKind.Json, WithoutNewlines(utf8)) : new Payload(PayloadKind.Text, utf8);

    /// <summary>One complete JSON value of at most <see cref="MaxJsonDepth"/> levels that the caller has read through.</summary>
    internal static Payload OfReadJson(ReadOnlyMemory<byte> json) => new(PayloadKind.Json, WithoutNewlines(json));

    /// <summary>UTF-8 that its sender declared to be text, whatever it looks like.</summary>
    internal static Payload OfDeclaredText(ReadOnlyMemory<byte> utf8) => new(PayloadKind.Text, utf8);

    /// <summary>Bytes of which nothing is known, such as those of an MQTT packet: JSON, else text if they are UTF-8, else binary.</summary>
    public static Payload Detect(ReadOnlyMemory<byte> bytes) =>
        Utf8.IsValid(bytes.Span) ? OfText(bytes) : OfBinary(bytes);

    /// <summary>A payload that was validated where it entered the cluster and comes from another node.</summary>
    public static Payload Trusted(PayloadKind kind, ReadOnlyMemory<byte> bytes) => new(kind, bytes);

    /// <summary>Whether the kind and the bytes are equal.</summary>
    public bool Equals(Payload other) => Kind == other.Kind && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Kind);
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    private static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        if (!CanBeginJson(utf8))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxJsonDepth });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Most text that is not JSON is told apart by its first byte, so an exception is left to what nearly is.
    private static bool CanBeginJson(ReadOnlySpan<byte> utf8)
    {
        var body = utf8.Trim(" \t\r\n"u8);
        if (body.IsEmpty)
        {
            return false;
        }

        var last = body[^1];
        return body[0] switch
        {
            (byte)'{' => last == '}',
            (byte)'[' => last == ']',
            (byte)'"' => last == '"' && body.Length > 1,
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => !body.ContainsAnyExcept(NumberBytes),
            _ => body.SequenceEqual("true"u8) || body.SequenceEqual("false"u8) || body.SequenceEqual("null"u8),
        };
    }

    // In valid JSON a raw newline can only stand between tokens, where a space means the same; so nothing moves and strings are untouched.
    private static ReadOnlyMemory<byte> WithoutNewlines(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return json;
        }

        var copy = json.ToArray();
        var span = copy.AsSpan();
        span.Replace((byte)'\n', (byte)' ');
        span.Replace((byte)'\r', (byte)' ');
        return copy;
    }
}

using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Broker.Protocol.WebSockets;

namespace Broker.Protocol.RelayV1;

/// <summary>Builds the JSON of one text frame in a pooled buffer; <see cref="End"/> gives the frame and the buffer back.</summary>
internal ref struct JsonFrame
{
    // A frame is no web page: nothing but what JSON itself demands is escaped.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private byte[] _buffer;
    private int _length;

    /// <summary>A frame that is about to have so many bytes.</summary>
    public JsonFrame(int expected) => _buffer = ArrayPool<byte>.Shared.Rent(expected);

    /// <summary>Bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Room(json.Length));
        _length += json.Length;
    }

    /// <summary>A string in quotes, escaped.</summary>
    public void String(ReadOnlySpan<byte> utf8)
    {
        Raw("\""u8);
        var first = Encoder.FindFirstCharacterToEncodeUtf8(utf8);
        Raw(first < 0 ? utf8 : utf8[..first]);
        if (first >= 0)
        {
            Escape(utf8[first..]);
        }

        Raw("\""u8);
    }

    /// <summary>A string in quotes, escaped.</summary>
    public void String(string text) => String(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes in base64, in quotes.</summary>
    public void Base64String(ReadOnlySpan<byte> bytes)
    {
        Raw("\""u8);
        Base64.EncodeToUtf8(bytes, Room(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        _length += written;
        Raw("\""u8);
    }

    /// <summary>A whole number.</summary>
    public void Number(long value)
    {
        value.TryFormat(Room(20), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>A number in lower-case hexadecimal, without quotes.</summary>
    public void Hex(ulong value)
    {
        value.TryFormat(Room(16), out var written, "x", CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>The frame of what was written; the builder is not used afterwards.</summary>
    public ReadOnlyMemory<byte> End()
    {
        var frame = FrameWriter.Frame(Opcode.Text, _buffer.AsSpan(0, _length));
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        return frame;
    }

    private void Escape(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            // One byte becomes six characters at most.
            var room = Room(Math.Min(utf8.Length * 6, 1024));
            Encoder.EncodeUtf8(utf8, room, out var consumed, out var written);
            utf8 = utf8[consumed..];
            _length += written;
        }
    }

    private Span<byte> Room(int bytes)
    {
        if (bytes > _buffer.Length - _length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes, _buffer.Length * 2));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using Broker.Protocol.Errors;

namespace Broker.Protocol.WebSockets;

/// <summary>Reads the bytes of one peer as messages and control frames (RFC 6455 section 5).</summary>
/// <remarks>
/// Pure: it is fed bytes in pieces of any size and keeps what is incomplete. Control frames between the fragments of a message come out
/// in their place. Lengths are checked against the limit when a header is read, before anything is reserved, and text is checked as it
/// comes. After <see cref="WebSocketEventKind.Close"/> or <see cref="WebSocketEventKind.Failed"/> it reads nothing more.
/// </remarks>
/// <param name="maxMessageBytes">The longest message, all its fragments together.</param>
/// <param name="masked">Whether the peer's frames must be masked: true for a server's reader.</param>
/// <param name="deflated">Whether messages may be compressed (RFC 7692): the limit then holds before and after.</param>
public sealed class MessageReader(int maxMessageBytes, bool masked = true, bool deflated = false)
{
    // The size of a message bounds the frames with bytes; nobody needs more of the others.
    private const int MaxEmptyFrames = 1000;

    private MessageBuffer _message;
    private MessageBuffer _control;
    private FrameHeader _header;
    private long _read;
    private Opcode _opcode;
    private ulong _partialLow;
    private ulong _partialHigh;
    private ushort _emptyFrames;
    private byte _partialLength;
    private bool _inFrame;
    private bool _inMessage;
    private bool _isCompressed;

    /// <summary>Whether a close or a failure ended the reading.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether a frame or a message has begun and is not complete.</summary>
    public bool InMidst => _inFrame || _inMessage || _partialLength > 0;

    /// <summary>Reads until something happened or the input is used up; what was used is cut off the input.</summary>
    public bool TryRead(ref ReadOnlySequence<byte> input, out WebSocketEvent happened)
    {
        while (!Ended)
        {
            if (!_inFrame)
            {
                if (!TryReadHeader(ref input, out happened))
                {
                    return false;
                }

                if (Ended)
                {
                    return true;
                }
            }

            TakePayload(ref input);
            if (!IsTextGoodSoFar())
            {
                happened = Fail(CloseCode.InvalidPayload, "text is not UTF-8");
                return true;
            }

            if (_read < _header.PayloadLength)
            {
                break;
            }

            _inFrame = false;
            if (TryCompleteFrame(out happened))
            {
                return true;
            }
        }

        happened = default;
        return false;
    }

    // True when a header is there or a rule is broken, then the reader has ended and the event says which.
    private bool TryReadHeader(ref ReadOnlySequence<byte> input, out WebSocketEvent happened)
    {
        happened = default;
        Span<byte> bytes = stackalloc byte[FrameHeader.MaxBytes + 2];
        LoadPartial(bytes);
        int have = _partialLength;
        var needed = have < 2 ? 2 : FrameHeader.LengthOf(bytes[1]);
        while (have < needed && !input.IsEmpty)
        {
            var piece = input.FirstSpan;
            var take = Math.Min(piece.Length, needed - have);
            piece[..take].CopyTo(bytes[have..]);
            have += take;
            input = input.Slice(take);
            if (have == 2)
            {
                needed = FrameHeader.LengthOf(bytes[1]);
            }
        }

        if (have < needed)
        {
            StorePartial(bytes, have);
            return false;
        }

        _partialLength = 0;
        if (!FrameHeader.TryParse(bytes[..needed], out _header))
        {
            happened = Fail(CloseCode.ProtocolError, "length not in its shortest form");
            return true;
        }

        happened = Begin();
        return true;
    }

    private WebSocketEvent Begin()
    {
        if (FrameRules.Violation(_header, _inMessage, deflated, masked) is { } violation)
        {
            return Fail(CloseCode.ProtocolError, violation);
        }

        if (!_header.IsControl)
        {
            if (_header.PayloadLength > maxMessageBytes - _message.Length)
            {
                return Fail(CloseCode.MessageTooBig, "message too long");
            }

            if (_header.Opcode != Opcode.Continuation)
            {
                _opcode = _header.Opcode;
                _isCompressed = _header.Reserved != 0;
                _emptyFrames = 0;
            }

            if (_header.PayloadLength == 0 && !_header.Final && ++_emptyFrames > MaxEmptyFrames)
            {
                return Fail(CloseCode.PolicyViolation, "too many frames without bytes");
            }

            _inMessage = true;
        }

        _read = 0;
        _inFrame = true;
        return default;
    }

    private void TakePayload(ref ReadOnlySequence<byte> input)
    {
        var left = _header.PayloadLength - _read;
        var take = Math.Min(left, input.Length);
        ref var buffer = ref _header.IsControl ? ref _control : ref _message;
        if (_header.Final && take == left)
        {
            buffer.ReserveLast((int)take);
        }

        foreach (var segment in input.Slice(0, take))
        {
            buffer.Append(segment.Span, _header.MaskKey ?? 0, _read);
            _read += segment.Length;
        }

        input = input.Slice(take);
    }

    private bool IsTextGoodSoFar()
    {
        if (_header.IsControl || _opcode != Opcode.Text || _isCompressed)
        {
            return true;
        }

        return _message.CheckUtf8(last: _header.Final && _read == _header.PayloadLength);
    }

    private bool TryCompleteFrame(out WebSocketEvent happened)
    {
        happened = default;
        if (_header.IsControl)
        {
            var payload = _control.Detach();
            happened = _header.Opcode switch
            {
                Opcode.Ping => WebSocketEvent.Of(WebSocketEventKind.Ping, payload),
                Opcode.Pong => WebSocketEvent.Of(WebSocketEventKind.Pong, payload),
                _ => FrameRules.ReadClose(payload.Span),
            };
            Ended = _header.Opcode == Opcode.Close;
            return true;
        }

        if (!_header.Final)
        {
            return false;
        }

        _inMessage = false;
        var kind = _opcode == Opcode.Text ? WebSocketEventKind.Text : WebSocketEventKind.Binary;
        happened = _isCompressed ? Decompress(kind, _message.Detach()) : WebSocketEvent.Of(kind, _message.Detach());
        return true;
    }

    private WebSocketEvent Decompress(WebSocketEventKind kind, ReadOnlyMemory<byte> compressed) =>
        MessageDeflate.TryDecompress(compressed, maxMessageBytes, out var message) switch
        {
            Inflated.TooLong => Fail(CloseCode.MessageTooBig, "message too long"),
            Inflated.Broken => Fail(CloseCode.InvalidPayload, "message can't be decompressed"),
            _ when kind == WebSocketEventKind.Text && !Utf8.IsValid(message.Span) => Fail(CloseCode.InvalidPayload, "text is not UTF-8"),
            _ => WebSocketEvent.Of(kind, message),
        };

    private WebSocketEvent Fail(CloseCode code, string rule)
    {
        Ended = true;
        _inFrame = false;
        _message = default;
        _control = default;
        return WebSocketEvent.Broken(code, rule);
    }

    // The beginning of a header lives in two words, so that an idle connection needs no array for it.
    private void LoadPartial(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, _partialLow);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], _partialHigh);
    }

    private void StorePartial(ReadOnlySpan<byte> bytes, int length)
    {
        _partialLow = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        _partialHigh = BinaryPrimitives.ReadUInt64LittleEndian(bytes[sizeof(ulong)..]);
        _partialLength = (byte)length;
    }
}

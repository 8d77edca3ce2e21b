using Broker.Runtime.Remote.Wire;

namespace EngineTests.Remote.Wire;

public sealed class WireEnvelopeTests
{
    [Fact]
    public void An_envelope_comes_back_as_written()
    {
        WireEnvelope envelope = default;
        envelope.RecipientSlot = 4095;
        envelope.RecipientPath = "/user/a#1"u8;
        envelope.SenderSlot = 0;
        envelope.SerializerId = -7;
        envelope.Manifest = "M"u8;
        envelope.Payload = "payload"u8;
        envelope.Sequence = long.MaxValue;

        byte[] buffer = new byte[WireEnvelopeWriter.UpperBound(envelope.RecipientPath, envelope.SenderPath, envelope.Manifest, envelope.Payload.Length)];
        int size = WireEnvelopeWriter.Write(buffer, FrameType.SystemMessage, envelope);
        Assert.True(FrameReader.TryRead(buffer.AsSpan(0, size), 1024, out FrameType type, out ReadOnlySpan<byte> body, out int consumed));
        WireEnvelope read = WireEnvelope.Parse(body);

        Assert.Equal(FrameType.SystemMessage, type);
        Assert.Equal(size, consumed);
        Assert.Equal((4095, 0, -7, long.MaxValue), (read.RecipientSlot, read.SenderSlot, read.SerializerId, read.Sequence));
        Assert.True(read.RecipientPath.SequenceEqual("/user/a#1"u8));
        Assert.True(read.SenderPath.IsEmpty);
        Assert.True(read.Manifest.SequenceEqual("M"u8));
        Assert.True(read.Payload.SequenceEqual("payload"u8));
    }

    [Fact]
    public void A_message_between_known_paths_costs_sixteen_bytes_beside_its_payload()
    {
        WireEnvelope envelope = default;
        envelope.RecipientSlot = 5;
        envelope.SenderSlot = 6;
        envelope.SerializerId = 17;
        envelope.Manifest = "S"u8;
        envelope.Payload = "x"u8;
        byte[] buffer = new byte[64];
        Assert.Equal(16 + 1, WireEnvelopeWriter.Write(buffer, FrameType.Message, envelope));
    }

    [Fact]
    public void Slots_out_of_range_and_missing_recipients_are_refused()
    {
        Assert.Throws<WireException>(() => WireEnvelope.Parse([0x08, 0x80, 0x20]));
        Assert.Throws<WireException>(() => WireEnvelope.Parse([0x18, 0x01]));
    }
}

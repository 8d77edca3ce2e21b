using System.Buffers;
using Broker.Runtime.Remote.Wire;

namespace EngineTests.Remote.Wire;

public sealed class FieldTests
{
    [Fact]
    public void Fields_come_back_as_written_and_unknown_ones_are_skipped()
    {
        ArrayBufferWriter<byte> body = new();
        FieldWriter writer = new(body);
        writer.WriteNumber(1, ulong.MaxValue);
        writer.WriteBytes(900, [1, 2, 3]);
        writer.WriteSigned(2, int.MinValue);
        writer.WriteString(3, "grüße");
        writer.WriteFlag(4, true);

        ulong number = 0;
        long signed = 0;
        string text = "";
        bool flag = false;
        FieldReader reader = new(body.WrittenSpan);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1: number = reader.Number; break;
                case 2: signed = reader.Signed; break;
                case 3: text = reader.Text; break;
                case 4: flag = reader.Flag; break;
            }
        }

        Assert.Equal((ulong.MaxValue, (long)int.MinValue, "grüße", true), (number, signed, text, flag));
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x05, 1, 2 })]
    [InlineData(new byte[] { 0x08 })]
    [InlineData(new byte[] { 0x08, 0x80 })]
    [InlineData(new byte[] { 0x00, 0x01 })]
    [InlineData(new byte[] { 0x0B, 0x01 })]
    [InlineData(new byte[] { 0x09, 1, 2, 3 })]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02 })]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void Malformed_fields_are_refused(byte[] body) =>
        Assert.Throws<WireException>(() =>
        {
            FieldReader reader = new(body);
            while (reader.Read())
            {
                // Reads to the end or to the fault.
            }
        });

    [Fact]
    public void Text_that_is_not_utf8_is_refused() =>
        Assert.Throws<WireException>(() =>
        {
            FieldReader reader = new([0x0A, 0x01, 0xFF]);
            reader.Read();
            return reader.Text;
        });

    [Fact]
    public void Random_bytes_end_in_fields_or_in_a_wire_error()
    {
        const int seed = 20260101;
        Random random = new(seed);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            try
            {
                WireEnvelope.Parse(bytes);
            }
            catch (WireException)
            {
                // The only way out that is allowed.
            }
        }
    }
}

namespace Broker.Runtime.Remote.Wire;

/// <summary>The acknowledgement of system messages: the highest number delivered without a gap.</summary>
internal static class AckFrame
{
    private const int CumulativeField = 1;

    public static byte[] ToFrame(long cumulative)
    {
        Span<byte> body = stackalloc byte[1 + Varint.MaxBytes];
        body[0] = (byte)FieldWriter.Tag(CumulativeField, FieldWriter.VarintKind);
        int size = 1 + Varint.Write(body[1..], (ulong)cumulative);
        return FrameWriter.ToArray(FrameType.Ack, body[..size]);
    }

    public static long Parse(ReadOnlySpan<byte> body)
    {
        FieldReader fields = new(body);
        long cumulative = 0;
        while (fields.Read())
        {
            if (fields.Field == CumulativeField)
                cumulative = (long)fields.Number;
        }

        return cumulative;
    }
}

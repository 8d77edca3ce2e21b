using Broker.Protocol.WebSockets;

namespace Broker.Tests.Protocol.WebSockets;

public sealed class MaskingTests
{
    [Fact]
    public void Every_length_and_place_is_masked_byte_by_byte()
    {
        const uint Key = 0x12345678;
        byte[] keyBytes = [0x12, 0x34, 0x56, 0x78];
        for (var length = 0; length < 150; length++)
        {
            var source = new byte[length];
            new Random(length).NextBytes(source);
            for (var position = 0; position < 9; position++)
            {
                var expected = source.Select((b, i) => (byte)(b ^ keyBytes[(i + position) % 4])).ToArray();
                var masked = new byte[length];
                Masking.Copy(source, masked, Key, position);
                Assert.Equal(expected, masked);
            }
        }
    }
}

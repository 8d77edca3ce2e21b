using Broker.Actors.Wire;

namespace Broker.Tests.Wire;

public class FieldTests
{
    [Theory]
    [InlineData(0UL, 1)]
    [InlineData(127UL, 1)]
    [InlineData(128UL, 2)]
    [InlineData(16_383UL, 2)]
    [InlineData(16_384UL, 3)]
    [InlineData(ulong.MaxValue, 10)]
    public void A_number_has_the_size_of_its_value(ulong value, int size)
    {
        Assert.Equal(size, FieldWriter.SizeOf(value));
        var bytes = new byte[size + 1];
        var writer = new FieldWriter(bytes);
        writer.Number(1, value);

        Assert.Equal(value == 0 ? 0 : size + 1, writer.Length);
        var reader = new FieldReader(bytes.AsMemory(0, writer.Length));
        Assert.Equal(value != 0, reader.Next());
        Assert.Equal(value, reader.Number);
    }

    [Theory]
    [InlineData("02")]
    [InlineData("0280")]
    [InlineData("0305aabb")]
    [InlineData("02ffffffffffffffffffff01")]
    public void A_cut_off_message_is_refused(string hex)
    {
        Assert.Throws<FormatException>(() => ReadAll(Convert.FromHexString(hex)));
    }

    [Fact]
    public void No_bytes_break_the_reader()
    {
        var random = new Random(20_261_122);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(24)];
            random.NextBytes(bytes);
            try
            {
                ReadAll(bytes);
            }
            catch (FormatException)
            {
                continue;
            }
        }
    }

    private static void ReadAll(byte[] bytes)
    {
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
        }
    }
}

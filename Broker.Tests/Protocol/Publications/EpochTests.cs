using Broker.Protocol.Publications;

namespace Broker.Tests.Protocol.Publications;

public sealed class EpochTests
{
    [Theory]
    [InlineData(0ul, "0")]
    [InlineData(0x1fUL, "1f")]
    [InlineData(ulong.MaxValue, "ffffffffffffffff")]
    public void An_epoch_is_read_as_it_is_written(ulong value, string text)
    {
        Assert.Equal(text, new Epoch(value).ToString());
        Assert.True(Epoch.TryParse(text, out var read));
        Assert.Equal(new Epoch(value), read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("-1")]
    [InlineData("10000000000000000")]
    public void Other_text_is_no_epoch(string? text) => Assert.False(Epoch.TryParse(text, out _));

    [Fact]
    public void Offsets_and_terms_are_ordered()
    {
        Assert.True(Offset.Zero < Offset.Zero.Next);
        Assert.Equal(new Offset(1), Offset.Zero.Next);
        Assert.True(new Term(2) > new Term(1));
        Assert.True(new Term(2) >= new Term(2));
    }
}

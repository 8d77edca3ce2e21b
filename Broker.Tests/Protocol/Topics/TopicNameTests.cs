using System.Text;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Topics;

public sealed class TopicNameTests
{
    [Theory]
    [InlineData("CC")]
    [InlineData("prices/eur")]
    [InlineData("/leading/and/trailing/")]
    [InlineData("with space")]
    [InlineData("新闻")]
    [InlineData("🚀")]
    [InlineData("a$b")]
    [InlineData("..")]
    [InlineData("%2F")]
    [InlineData("$everyone")]
    [InlineData("$inbox/alice")]
    public void A_name_of_the_grammar_is_taken_as_it_is(string text)
    {
        Assert.True(TopicName.TryParse(text, out var name));
        Assert.Equal(text, name.Value);
        Assert.Equal(text, Encoding.UTF8.GetString(name.Utf8.Span));
        Assert.True(TopicName.TryParse(Encoding.UTF8.GetBytes(text), out var same));
        Assert.Equal(name, same);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("#")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("\u007f")]
    [InlineData("\u0085")]
    [InlineData("$other")]
    [InlineData("$")]
    [InlineData("$inbox")]
    [InlineData("$inbox/")]
    [InlineData("$inbox/a/b")]
    [InlineData("$inbox/$a")]
    [InlineData("$EVERYONE")]
    public void A_name_that_breaks_the_grammar_is_refused(string text)
    {
        Assert.False(TopicName.TryParse(text, out _));
        Assert.Throws<FormatException>(() => TopicName.Parse(text));
    }

    // Not in the theory above: attributes can't hold half a character.
    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.False(TopicName.TryParse("half " + (char)0xD800 + " pair", out _));

    [Fact]
    public void Nothing_is_no_name() => Assert.False(TopicName.TryParse((string?)null, out _));

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void The_limit_counts_bytes(int bytes, bool valid)
    {
        Assert.Equal(valid, TopicName.TryParse(new string('x', bytes), out _));
        var wide = new string('é', bytes / 2) + new string('x', bytes % 2);
        Assert.Equal(valid, TopicName.TryParse(wide, out _));
        Assert.Equal(valid, TopicName.TryParse(Encoding.UTF8.GetBytes(wide), out _));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() => Assert.False(TopicName.TryParse([0x61, 0xC3, 0x28], out _));

    [Fact]
    public void Names_are_equal_by_value()
    {
        var one = TopicName.Parse("a/b");
        var other = TopicName.Parse(string.Concat("a/", "b"));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, TopicName.Parse("a/B"));
    }

    [Fact]
    public void Everyone_and_inboxes_are_reserved_and_nothing_else_is()
    {
        Assert.True(ClientKey.TryParse("alice", out var key));
        Assert.True(TopicName.Everyone.IsReserved);
        Assert.True(TopicName.Inbox(key).IsReserved);
        Assert.Equal("$inbox/alice", TopicName.Inbox(key).Value);
        Assert.False(TopicName.Of(key).IsReserved);
    }

    [Theory]
    [InlineData("alice", true)]
    [InlineData("设备-1", true)]
    [InlineData("a b", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("$alice", false)]
    [InlineData("a+b", false)]
    [InlineData("a#b", false)]
    [InlineData("a\tb", false)]
    public void A_key_is_a_name_without_slash_and_reserved_beginning(string text, bool valid) =>
        Assert.Equal(valid, ClientKey.TryParse(text, out _));

    [Fact]
    public void The_inbox_of_the_longest_key_is_a_topic_name()
    {
        Assert.True(ClientKey.TryParse(new string('k', ClientKey.MaxBytes), out var key));
        Assert.False(ClientKey.TryParse(new string('k', ClientKey.MaxBytes + 1), out _));
        Assert.True(TopicName.TryParse(TopicName.Inbox(key).Value, out _));
    }
}

using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Topics;

public class TopicPatternTests
{
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "ab", false)]
    [InlineData("a*", "a", true)]
    [InlineData("a*", "a/b/c", true)]
    [InlineData("a*b", "a*b", true)]
    [InlineData("a*b", "axb", false)]
    [InlineData("*", "anything", true)]
    [InlineData("*", "$everyone", false)]
    [InlineData("#", "a/b", true)]
    [InlineData("#", "$inbox/a", false)]
    [InlineData("+", "a", true)]
    [InlineData("+", "a/b", false)]
    [InlineData("+", "$everyone", false)]
    [InlineData("a/+", "a/", true)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/+/c", "a/b/b/c", false)]
    [InlineData("+/b", "/b", true)]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/b/c", true)]
    [InlineData("a/#", "ab", false)]
    [InlineData("+/#", "a", true)]
    [InlineData("a/+/#", "a", false)]
    [InlineData("a/+/b*", "a/x/bcd", true)]
    [InlineData("$inbox/*", "$inbox/bob", true)]
    [InlineData("$inbox/bob", "$inbox/bob", true)]
    [InlineData("消息/#", "消息/一", true)]
    public void A_pattern_matches_what_it_says(string pattern, string topic, bool expected)
    {
        Assert.True(TopicPattern.TryParse(pattern, out var parsed));
        Assert.Equal(expected, parsed.Matches(TopicName.Parse(topic)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a+")]
    [InlineData("+a/b")]
    [InlineData("a#")]
    [InlineData("#/a")]
    [InlineData("a/#/b")]
    [InlineData("a\nb")]
    [InlineData("$mine")]
    public void What_breaks_the_grammar_is_no_pattern(string? text) => Assert.False(TopicPattern.TryParse(text, out _));

    [Fact]
    public void A_pattern_is_no_longer_than_a_name()
    {
        Assert.True(TopicPattern.TryParse(new string('a', 254) + "*", out _));
        Assert.False(TopicPattern.TryParse(new string('a', 255) + "*", out _));
    }
}

using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Topics;

public class TopicFilterTests
{
    [Theory]
    [InlineData("+", "news", true)]
    [InlineData("+", "news/eu", false)]
    [InlineData("#", "news/eu", true)]
    [InlineData("#", "$everyone", false)]
    [InlineData("+/bob", "$inbox/bob", false)]
    [InlineData("news/#", "news", true)]
    [InlineData("news/#", "news/a/b", true)]
    [InlineData("news/#", "newspaper", false)]
    [InlineData("news/+", "news", false)]
    [InlineData("news/+", "news/", true)]
    [InlineData("news/+/eu", "news/today/eu", true)]
    [InlineData("news/+/eu", "news/today/us", false)]
    [InlineData("news/+/eu", "news/today/eu/x", false)]
    [InlineData("+/+/#", "a/b", true)]
    [InlineData("+/+/#", "a", false)]
    public void A_filter_matches_as_the_standard_says(string filter, string topic, bool isMatch) =>
        Assert.Equal(isMatch, TopicFilter.Parse(filter).Matches(TopicName.Parse(topic)));

    [Theory]
    [InlineData("")]
    [InlineData("news")]
    [InlineData("news+")]
    [InlineData("news/#/a")]
    [InlineData("a#")]
    [InlineData("$inbox/+")]
    [InlineData("a/\u0001/+")]
    public void What_is_no_filter_is_refused(string text) => Assert.False(TopicFilter.TryParse(text, out _));

    [Fact]
    public void A_filter_is_bounded_in_bytes_and_levels()
    {
        Assert.True(TopicFilter.TryParse(string.Concat(Enumerable.Repeat("a/", TopicFilter.MaxLevels - 1)) + "+", out _));
        Assert.False(TopicFilter.TryParse(string.Concat(Enumerable.Repeat("/", TopicFilter.MaxLevels)) + "+", out _));
        Assert.False(TopicFilter.TryParse(new string('a', TopicFilter.MaxBytes - 1) + "/#", out _));
    }
}

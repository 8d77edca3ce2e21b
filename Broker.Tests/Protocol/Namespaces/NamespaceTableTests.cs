using Broker.Protocol.Namespaces;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Namespaces;

public class NamespaceTableTests
{
    private static readonly NamespaceTable Table = new(
        NamespaceOptions.Open,
        [
            Named("news", "news", "news/#"),
            Named("sport", "news/sport/*"),
            Named("flash", "news/+/flash"),
            Named("one", "news/sport/one"),
            Named("words", "word*"),
            Named("devices", "device/+/state"),
            Named("rest", "device/#"),
            Named("inboxes", "$inbox/*"),
        ]);

    [Theory]
    [InlineData("news", "news")]
    [InlineData("news/local", "news")]
    [InlineData("newspaper", "default")]
    [InlineData("news/sport/two", "sport")]
    [InlineData("news/sport/one", "one")]
    [InlineData("news/sport/flash", "sport")]
    [InlineData("news/art/flash", "flash")]
    [InlineData("news/art/flash/more", "news")]
    [InlineData("word", "words")]
    [InlineData("words and words", "words")]
    [InlineData("wor", "default")]
    [InlineData("device/7/state", "devices")]
    [InlineData("device/7/8/state", "rest")]
    [InlineData("device", "rest")]
    [InlineData("$inbox/bob", "inboxes")]
    [InlineData("$everyone", "default")]
    public void The_most_specific_pattern_that_matches_decides(string topic, string expected) =>
        Assert.Equal(expected, Table.Of(TopicName.Parse(topic)).Name);

    [Fact]
    public void Of_patterns_that_begin_alike_the_longer_one_is_more_specific()
    {
        var table = new NamespaceTable(NamespaceOptions.Open, [Named("all", "a/#"), Named("level", "a/+"), Named("rest", "a/*"), Named("deep", "a/+/c")]);

        Assert.Equal("deep", table.Of(TopicName.Parse("a/b/c")).Name);
        Assert.Equal("level", table.Of(TopicName.Parse("a/b")).Name);
        Assert.Equal("rest", table.Of(TopicName.Parse("a/b/d")).Name);
        Assert.Equal("all", table.Of(TopicName.Parse("a")).Name);
    }

    [Fact]
    public void Everything_is_not_the_brokers_own()
    {
        var table = new NamespaceTable(NamespaceOptions.Open, [Named("everything", "*")]);

        Assert.Equal("everything", table.Of(TopicName.Parse("x")).Name);
        Assert.Equal("default", table.Of(TopicName.Parse("$inbox/x")).Name);
        Assert.Equal("default", table.Of(TopicName.Everyone).Name);
    }

    [Fact]
    public void A_pattern_belongs_to_one_namespace() =>
        Assert.Throws<ArgumentException>(() => new NamespaceTable(NamespaceOptions.Open, [Named("a", "x/#"), Named("b", "x/#")]));

    private static NamespaceOptions Named(string name, params string[] patterns) => new()
    {
        Name = name,
        Patterns = [.. patterns.Select(static text => TopicPattern.TryParse(text, out var pattern) ? pattern : throw new FormatException(text))],
    };
}

using Broker.Node.Http;
using Broker.Node.WebSockets;
using Broker.Protocol.Clients;
using Broker.Tests.Protocol.Clients;

namespace Broker.Tests.Node.WebSockets;

public sealed class ProtocolChoiceTests
{
    [Theory]
    [InlineData("/websocket", "$everyone")]
    [InlineData("/websocket/", "$everyone")]
    [InlineData("/websocket/CC", "$everyone CC $inbox/CC")]
    [InlineData("/websocket/%E6%96%B0", "$everyone 新 $inbox/新")]
    [InlineData("/websocket/CC?topics=a,b", "$everyone CC $inbox/CC a b")]
    [InlineData("/websocket?topics=a%2Cb,c/d", "$everyone a,b c/d")]
    [InlineData("/websocket?topics=", "$everyone")]
    [InlineData("/websocket?topics=news/+/eu,news/%23", "$everyone news/+/eu news/#")]
    [InlineData("/websocket?topics=news%2F%2B%2Feu,a+b", "$everyone a b news/+/eu")]
    public void A_request_names_what_its_client_hears(string target, string topics)
    {
        var commands = new CommandLog();
        Assert.True(ProtocolChoice.TryPlain(RequestTarget.Parse(target), out var key, out var asked, out var filters, out _));
        new PlainProtocol(key, asked, filters).Open(commands);
        Assert.Equal(topics, string.Join(' ', commands.Take().Select(static line => line[(line.IndexOf(' ') + 1)..line.IndexOf(" #", StringComparison.Ordinal)])));
    }

    [Theory]
    [InlineData("/websocket/a/b")]
    [InlineData("/websocket/a%2Fb")]
    [InlineData("/websocket/$a")]
    [InlineData("/websocket/%zz")]
    [InlineData("/websocket/a%23")]
    [InlineData("/websocket?topics=a,,b")]
    [InlineData("/websocket?topics=a,b%2B")]
    [InlineData("/websocket?topics=$inbox/%2B")]
    [InlineData("/websocket?topics=%23/a")]
    [InlineData("/websocket?topics=%FF")]
    [InlineData("/websocket?topics=$other")]
    public void A_request_with_a_name_that_is_not_valid_is_refused(string target)
    {
        Assert.False(ProtocolChoice.TryPlain(RequestTarget.Parse(target), out _, out _, out _, out var refusal));
        Assert.NotEmpty(refusal);
    }

    [Fact]
    public void A_list_of_topics_has_an_end()
    {
        var list = string.Join(',', Enumerable.Range(0, 65));
        Assert.False(ProtocolChoice.TryPlain(RequestTarget.Parse($"/websocket?topics={list}"), out _, out _, out _, out _));
        Assert.True(ProtocolChoice.TryPlain(RequestTarget.Parse($"/websocket?topics={list[..^3]}"), out _, out _, out _, out _));
    }
}

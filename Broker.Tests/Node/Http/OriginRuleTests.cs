using Broker.Node.Http;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Node.Http;

public sealed class OriginRuleTests
{
    private readonly OriginRule _rule = new(["https://app.example.com", "http://tools.example.com:9000/"]);

    [Theory]
    [InlineData("http://localhost:8080", "localhost:8080")]
    [InlineData("http://localhost:3000", "localhost:8080")]
    [InlineData("http://localhost", "localhost:8080")]
    [InlineData("http://127.0.0.1:8081", "127.0.0.1:8080")]
    [InlineData("http://[::1]:8081", "[::1]:8080")]
    [InlineData("https://relay.example.com", "relay.example.com")]
    [InlineData("https://RELAY.example.com", "relay.example.com")]
    [InlineData("http://relay.example.com:8080", "relay.example.com:8080")]
    [InlineData("https://app.example.com", "relay.example.com")]
    [InlineData("http://tools.example.com:9000", "localhost:8080")]
    public void Pages_of_the_same_host_and_listed_ones_may(string origin, string host) =>
        Assert.True(_rule.AllowsOrigin(origin, new HostString(host)));

    [Theory]
    [InlineData("http://evil.example.com", "localhost:8080")]
    [InlineData("http://evil.example.com", "relay.example.com")]
    [InlineData("http://localhost:8080", "relay.example.com")]
    [InlineData("http://127.0.0.1:8080", "localhost:8080")]
    [InlineData("https://relay.example.com:8443", "relay.example.com")]
    [InlineData("https://relay.example.com", "relay.example.com:8443")]
    [InlineData("http://relay.example.com.evil.com", "relay.example.com")]
    [InlineData("http://app.example.com", "relay.example.com")]
    [InlineData("https://app.example.com:444", "relay.example.com")]
    [InlineData("null", "localhost:8080")]
    [InlineData("file://", "localhost:8080")]
    [InlineData("chrome-extension://localhost", "localhost:8080")]
    [InlineData("nonsense", "localhost:8080")]
    public void Other_pages_may_not(string origin, string host) => Assert.False(_rule.AllowsOrigin(origin, new HostString(host)));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("localhost:8080", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("node.localhost:8080", true)]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("app.example.com", true)]
    [InlineData("rebound.evil.com:8080", false)]
    [InlineData("localhost.evil.com", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("", false)]
    public void On_loopback_the_node_has_loopback_names(string host, bool allowed) => Assert.Equal(allowed, _rule.AllowsHost(new HostString(host)));
}

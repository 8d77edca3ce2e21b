using System.Net;

namespace Broker.Tests.Node;

/// <summary>What pages of other origins may and may not, and what the node's own page is served with.</summary>
public sealed class BrowserTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/b9/websocket/index.html")]
    public async Task The_page_needs_nothing_from_elsewhere_and_may_load_nothing(string path)
    {
        using var answer = await node.Http.GetAsync(new Uri(node.Url, path));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
        foreach (var part in new[] { "/pages/index.css", "/pages/index.js" })
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
            using var asset = await node.Http.GetAsync(new Uri(node.Url, part));
            Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
        }
    }

    [Fact]
    public async Task The_page_is_not_sent_again_to_who_has_it()
    {
        using var first = await node.Http.GetAsync("/");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var answer = await node.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Fact]
    public async Task A_foreign_page_may_not_publish()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/sendSocket/a?msg=x", "http://evil.example.com");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example.com")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1.evil.example.com")]
    [InlineData("http://localhost@evil.example.com")]
    [InlineData("file://")]
    [InlineData("chrome-extension://127.0.0.1")]
    public async Task A_foreign_page_is_told_nothing_that_lets_it_in(string origin)
    {
        foreach (var method in new[] { HttpMethod.Options, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
        {
            using var answer = await SendAsync(method, "/sendSocket/a", origin);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        }

        using var read = await SendAsync(HttpMethod.Get, "/health/live", origin);
        Assert.False(read.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(("nosniff", "no-referrer", "same-origin", "Origin"), (
            Header(read, "X-Content-Type-Options"), Header(read, "Referrer-Policy"), Header(read, "Cross-Origin-Resource-Policy"), Header(read, "Vary")));
    }

    [Fact]
    public async Task A_foreign_page_may_not_open_a_websocket()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/websocket/a", "http://evil.example.com", static request =>
        {
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.ParseAdd("websocket");
        });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_of_a_neighbour_on_loopback_may_publish_and_read_the_answer()
    {
        var origin = $"http://{node.Url.Host}:1";
        using var preflight = await SendAsync(HttpMethod.Options, "/sendSocket/a", origin);
        using var answer = await SendAsync(HttpMethod.Post, "/sendSocket/a?msg=x", origin);
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal((origin, "GET, POST"), (Header(preflight, "Access-Control-Allow-Origin"), Header(preflight, "Access-Control-Allow-Methods")));
        Assert.Equal("Authorization, Content-Type, X-API-Key", Header(preflight, "Access-Control-Allow-Headers"));
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(origin, Header(answer, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_name_that_only_resolves_to_loopback_is_refused()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/", null, static request => request.Headers.Host = "rebound.evil.com");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? origin, Action<HttpRequestMessage>? also = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        also?.Invoke(request);
        return await node.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Broker.Testing.Clients;
using Broker.Testing.Waiting;

namespace Broker.Tests.Node.Authentication;

/// <summary>All ways into a node that asks who clients are.</summary>
public sealed class AuthenticatedNodeTests(AuthenticatedNode node) : IClassFixture<AuthenticatedNode>
{
    private static readonly string Alice = Token("alice", roles: ["editor"]);
    private static readonly string Bob = Token("bob", keys: ["desk"]);

    [Theory]
    [InlineData("header")]
    [InlineData("subprotocol")]
    [InlineData("query")]
    public async Task A_token_opens_a_socket_wherever_it_is_shown(string where)
    {
        var query = where == "query" ? $"?token={Alice}" : "";
        await using var client = await SocketClient.ConnectAsync(Ws($"/websocket/alice{query}"), configure: options =>
        {
            if (where == "header")
                options.SetRequestHeader("Authorization", $"Bearer {Alice}");
            else if (where == "subprotocol")
                options.AddSubProtocol($"bearer.{Alice}");
        });
        await client.SendAsync("""{"reception":"","body":"hello"}""");
        await client.TextAsync("""{"sender":"alice","reception":"","body":"hello"}""");
        Assert.Null(client.SubProtocol);
    }

    [Theory]
    [InlineData("/websocket", null, HttpStatusCode.Unauthorized)]
    [InlineData("/websocket?token=nonsense", null, HttpStatusCode.Unauthorized)]
    [InlineData("/websocket/alice", "bob", HttpStatusCode.Forbidden)]
    [InlineData("/websocket/desk", "bob", HttpStatusCode.SwitchingProtocols)]
    [InlineData("/websocket/bob?topics=public/a", "bob", HttpStatusCode.SwitchingProtocols)]
    [InlineData("/websocket/bob?topics=secret", "bob", HttpStatusCode.Forbidden)]
    [InlineData("/websocket?topics=$inbox/alice", "bob", HttpStatusCode.Forbidden)]
    [InlineData("/mqtt?token=nonsense", null, HttpStatusCode.Unauthorized)]
    public async Task An_upgrade_is_answered_before_it_is_made(string path, string? who, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.Authorization = who is null ? null : new AuthenticationHeaderValue("Bearer", Bob);
        using var answer = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Unauthorized, answer.Headers.WwwAuthenticate.Count == 1);
    }

    [Fact]
    public async Task A_sender_can_not_call_itself_another()
    {
        await using var bob = await ConnectAsync("/websocket/desk", Bob);
        await using var alice = await ConnectAsync("/websocket/alice", Alice);
        await alice.SendAsync("""{"sender":"bob","reception":"desk","body":"it is me"}""");
        await bob.TextAsync("""{"sender":"alice","reception":"desk","body":"it is me"}""");

        using var posted = await PostAsync("$inbox/desk", """{"sender":"root","body":1}""", static request => request.Headers.Add("X-API-Key", AuthenticatedNode.ApiKeyText));
        await bob.TextAsync("""{"sender":"api:backend","body":1}""");
    }

    [Fact]
    public async Task A_bare_client_that_publishes_where_it_may_not_is_closed()
    {
        await using var bob = await ConnectAsync("/websocket/bob", Bob);
        await bob.SendAsync("to the topic bob, which nothing opens");

        Assert.Equal(1008, (await bob.Closed.WaitAsync(Deadline.Step)).Code);
    }

    [Fact]
    public async Task A_connection_ends_with_its_token()
    {
        await using var client = await ConnectAsync("/websocket/carol", Token("carol", lasts: TimeSpan.FromSeconds(2)));

        var closing = await client.Closed.WaitAsync(Deadline.Step);
        Assert.Equal((3005, "token expired"), (closing.Code, closing.Reason));
    }

    [Fact]
    public async Task A_browser_shows_its_token_among_the_subprotocols_and_is_answered_the_other_one()
    {
        await using var client = await SocketClient.ConnectAsync(Ws("/websocket/alice"), configure: static options =>
        {
            options.AddSubProtocol("relay.v1");
            options.AddSubProtocol($"bearer.{Alice}");
        });

        Assert.Equal("relay.v1", client.SubProtocol);
    }

    [Fact]
    public async Task A_connection_that_shows_a_new_token_of_the_same_user_lasts_as_long_as_that()
    {
        await using var client = await ConnectAsync("/websocket?own=off", Token("erin", lasts: TimeSpan.FromSeconds(3)), "relay.v1");
        await client.SendAsync($$"""{"token":"{{Bob}}","id":1}""");
        await SaidAsync(client, "\"id\":1,\"error\":{\"code\":103");
        await client.SendAsync($$"""{"token":"{{Token("erin", secret: new string('x', 32))}}","id":2}""");
        await SaidAsync(client, "\"id\":2,\"error\":{\"code\":101");
        await client.SendAsync($$"""{"token":"{{Token("erin", lasts: TimeSpan.FromSeconds(6))}}","id":3}""");
        await SaidAsync(client, "\"id\":3,\"authenticated\"");

        var since = TimeProvider.System.GetTimestamp();
        Assert.Equal(3005, (await client.Closed.WaitAsync(Deadline.Step)).Code);
        Assert.True(TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task A_client_of_relay_v1_is_told_what_it_may_not()
    {
        await using var client = await ConnectAsync("/websocket?own=off", Bob, "relay.v1");
        await client.SendAsync("""{"subscribe":["public/x","secret","$inbox/bob","$inbox/alice"],"id":1}""");
        foreach (var expected in (string[])["\"subscribed\":\"public/x\"", "\"topic\":\"secret\"", "\"subscribed\":\"$inbox/bob\"", "\"topic\":\"$inbox/alice\""])
        {
            await SaidAsync(client, expected);
        }

        await client.SendAsync("""{"topic":"secret","body":1,"id":2}""");
        await SaidAsync(client, "\"id\":2,\"error\":{\"code\":103");
        await client.SendAsync("""{"history":"public/x","id":3}""");
        await SaidAsync(client, "\"id\":3,\"error\":{\"code\":103");
        await client.SendAsync("""{"subscribe":["#"],"id":4}""");
        await SaidAsync(client, "\"id\":4,\"error\":{\"code\":103");
    }

    [Fact]
    public async Task An_MQTT_client_shows_its_token_as_password()
    {
        await using var client = await MqttClient.ConnectAsync(Ws("/mqtt"), "m1", Alice);
        await client.SubscribeAsync("public/m");
        await client.PublishAsync("public/m", "hello");
        await client.Received.FirstAsync(static message => message.Text == "hello", "its own message");
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SubscribeAsync("secret"));
        await client.PublishAsync("secret", "x");
        Assert.Equal(1008, (await client.Closed.WaitAsync(Deadline.Step)).Code);
    }

    [Theory]
    [InlineData(null, "code 5")]
    [InlineData("nonsense", "code 4")]
    public async Task An_MQTT_client_without_a_good_token_is_refused_by_its_code(string? password, string expected)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => MqttClient.ConnectAsync(Ws("/mqtt"), "m2", password));
        Assert.EndsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("news/a", "token", HttpStatusCode.OK)]
    [InlineData("news/a", "query", HttpStatusCode.OK)]
    [InlineData("news/a", "X-API-Key", HttpStatusCode.OK)]
    [InlineData("news/a", "apikey", HttpStatusCode.OK)]
    [InlineData("other", "token", HttpStatusCode.Forbidden)]
    [InlineData("other", "X-API-Key", HttpStatusCode.Forbidden)]
    [InlineData("news/a", "wrong key", HttpStatusCode.Unauthorized)]
    [InlineData("news/a", "nothing", HttpStatusCode.Unauthorized)]
    public async Task A_publish_over_HTTP_needs_a_token_or_an_API_key(string topic, string shown, HttpStatusCode expected)
    {
        using var answer = await PostAsync(topic + (shown == "query" ? $"?token={Alice}" : ""), "hello", request =>
        {
            if (shown == "token")
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Alice);
            else if (shown is "X-API-Key" or "wrong key")
                request.Headers.Add("X-API-Key", shown == "wrong key" ? "another key of some length" : AuthenticatedNode.ApiKeyText);
            else if (shown == "apikey")
                request.Headers.TryAddWithoutValidation("Authorization", $"apikey {AuthenticatedNode.ApiKeyText}");
        });

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_in_a_file_is_changed_by_changing_the_file()
    {
        var first = Token("alice", secret: new string('s', 32), kid: "watched", roles: ["editor"]);
        var second = Token("alice", secret: new string('t', 32), kid: "watched", roles: ["editor"]);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await PostWithAsync(first), await PostWithAsync(second)));

        await File.WriteAllTextAsync(node.SecretFile, new string('t', 32));

        await Until.TrueAsync(async () => await PostWithAsync(second) == HttpStatusCode.OK, "the new key counts");
        Assert.Equal(HttpStatusCode.Unauthorized, await PostWithAsync(first));
    }

    [Fact]
    public async Task No_token_is_ever_logged()
    {
        var good = Token("dave", roles: ["editor"]);
        var bad = Token("eve", secret: new string('x', 32));
        foreach (var token in (string[])[good, bad])
        {
            (await PostAsync($"news/a?token={token}", "x", static _ => { })).Dispose();
            (await node.Http.GetAsync($"/?token={token}")).Dispose();
            (await node.Http.GetAsync($"/nothing/here?token={token}")).Dispose();
            await AttemptAsync(() => ConnectAsync("/websocket/dave", token));
            await AttemptAsync(() => SocketClient.ConnectAsync(Ws($"/websocket/dave?token={token}")));
            await AttemptAsync(() => SocketClient.ConnectAsync(Ws("/websocket/dave"), $"bearer.{token}"));
            await AttemptAsync(() => MqttClient.ConnectAsync(Ws("/mqtt"), "m3", token));
            await RawAsync($"GET /websocket?token={token} HTTP/9.9\r\n\r\n");
            await RawAsync($"GET /websocket?token={token}\u0001 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            await RawAsync($"NONSENSE?token={token}\r\n\r\n");
            await RawAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization Bearer {token}\r\n\r\n");
            await RawAsync($"GET /sendSocket/%zz?token={token} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        }

        Assert.NotEmpty(node.Logged);
        foreach (var part in good.Split('.').Skip(1).Concat(bad.Split('.').Skip(1)))
        {
            Assert.Equal([], node.Logged.Where(line => line.Contains(part[..16], StringComparison.Ordinal)));
        }
    }

    private static string Token(
        string sub, string[]? roles = null, string[]? keys = null, TimeSpan? lasts = null, string secret = Tokens.Secret, string? kid = null) =>
        Tokens.Hs256(new { sub, roles = roles ?? [], keys = keys ?? [], exp = Tokens.In(lasts ?? TimeSpan.FromMinutes(5), TimeProvider.System.GetUtcNow()) }, secret, kid);

    private Uri Ws(string path) => new($"ws://{node.Url.Authority}{path}");

    private static Task<ReceivedMessage> SaidAsync(SocketClient client, string part) =>
        client.Received.FirstAsync(message => message.Text?.Contains(part, StringComparison.Ordinal) == true, part);

    private Task<SocketClient> ConnectAsync(string path, string token, string? subprotocol = null) =>
        SocketClient.ConnectAsync(Ws(path), subprotocol, configure: options => options.SetRequestHeader("Authorization", $"Bearer {token}"));

    private async Task<HttpStatusCode> PostWithAsync(string token)
    {
        using var answer = await PostAsync("news/a", "x", request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> PostAsync(string topic, string body, Action<HttpRequestMessage> configure)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sendSocket/{topic}") { Content = new StringContent(body) };
        configure(request);
        return await node.Http.SendAsync(request);
    }

    private static async Task AttemptAsync<T>(Func<Task<T>> connect)
        where T : IAsyncDisposable
    {
        try
        {
            await using var client = await connect();
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException)
        {
            // The bad token is refused; what matters is what was logged meanwhile.
        }
    }

    private async Task RawAsync(string request)
    {
        using var tcp = new System.Net.Sockets.TcpClient();
        await tcp.ConnectAsync(node.Url.Host, node.Url.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));

        // What the server says to it, and that it ends: it may have closed before all was sent.
        var answer = new byte[4096];
        var length = await tcp.GetStream().ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false).AsTask().WaitAsync(Deadline.Step);
        Assert.DoesNotContain("eyJ", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
    }
}

using System.Text;
using Broker.Node.Authentication;
using Broker.Protocol.Access;
using Broker.Testing.Time;
using Broker.Tests.Node;
using Broker.Tests.Node.Authentication;
using Broker.Tests.Node.WebSockets.Conformance;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;
using Xunit.Abstractions;

namespace Broker.Tests.Fuzz;

/// <summary>The same on the port of a node, and on tokens.</summary>
public sealed class NodeFuzzTests(RunningNode node, ITestOutputHelper output) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task Requests_to_the_port()
    {
        await Fuzzing.RunAsync(output, Corpus.Requests(), Corpus.HttpWords, async input =>
        {
            using var client = await RawClient.ConnectAsync(node.Url);
            await client.SendAsync(input);
            client.EndSending();
            Assert.True(await client.EndsAsync(), "the node ends what the client has ended");
        });
        using var alive = await node.Http.GetAsync("/health/ready");
        Assert.True(alive.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Tokens_that_were_changed()
    {
        var time = new ManualTime();
        var options = new AuthOptions();
        var settings = new AuthSettings(
            [new TokenKeySource("keys.h", "", "HS256", Tokens.Secret, "")], new Dictionary<string, TopicGrants>(), [], HasPublishedKeys: false, HasHook: false);
        var validator = new TokenValidator(options, new TokenKeys(settings, options, null, time, NullLogger<TokenKeys>.Instance), time);
        var claims = new { sub = "alice", exp = Tokens.In(TimeSpan.FromHours(1), time.GetUtcNow()), subscribe = new[] { "news/#" }, roles = new[] { "editor" } };
        var good = Tokens.Hs256(claims);
        var none = Tokens.Sign(new { alg = "none" }, claims, static _ => []);

        await Fuzzing.RunAsync(output, [Encoding.ASCII.GetBytes(good), Encoding.ASCII.GetBytes(none)], [".", "..", "=", "eyJ", "\0"], async input =>
        {
            var token = Encoding.UTF8.GetString(input);
            var result = await validator.AuthenticateAsync(token, CancellationToken.None);
            Assert.True(result.Identity is null || IsSame(good, token), "a changed token is accepted");
        });
    }

    // The last letter of a signature has bits that mean nothing; all others are signed.
    private static bool IsSame(string good, string token)
    {
        string[] left = good.Split('.'), right = token.Split('.');
        return right.Length == 3 && left[0] == right[0] && left[1] == right[1]
            && Base64UrlEncoder.DecodeBytes(left[2]).AsSpan().SequenceEqual(Base64UrlEncoder.DecodeBytes(right[2]));
    }
}

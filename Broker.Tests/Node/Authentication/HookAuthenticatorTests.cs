using System.Net;
using Broker.Node.Authentication;
using Broker.Protocol.Access;
using Broker.Protocol.Errors;
using Broker.Protocol.Topics;
using Broker.Testing.Time;
using Broker.Testing.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Node.Authentication;

public sealed class HookAuthenticatorTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly FakeIssuer _service = new() { Answer = """{"sub":"alice","publish":["out"]}""" };
    private readonly HookOptions _options = new() { Url = "https://auth.example.com/hook", Concurrency = 2, CacheTtl = TimeSpan.FromSeconds(10) };
    private readonly HookAuthenticator _hook;

    public HookAuthenticatorTests() => _hook = new HookAuthenticator(_options, new HttpClient(_service), _time, NullLogger<HookAuthenticator>.Instance);

    public void Dispose()
    {
        _hook.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task The_service_says_who_it_is()
    {
        var identity = (await AskAsync("a \"token\"")).Identity!;

        Assert.Equal("alice", identity.Subject);
        Assert.True(identity.Grants.Allow(TopicAction.Publish, TopicName.Parse("out")));
        Assert.Equal("a \"token\"", System.Text.Json.JsonDocument.Parse(_service.Question).RootElement.GetProperty("token").GetString());
    }

    [Fact]
    public async Task An_answer_holds_for_its_time_whether_yes_or_no()
    {
        await AskAsync("good");
        await AskAsync("good");
        _service.Status = HttpStatusCode.Unauthorized;
        Assert.Equal([ErrorCode.Unauthorized, ErrorCode.Unauthorized], [(await AskAsync("bad")).Error, (await AskAsync("bad")).Error]);
        Assert.Equal(2, _service.Asked);

        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(ErrorCode.Unauthorized, (await AskAsync("good")).Error);
        Assert.Equal(3, _service.Asked);
    }

    [Fact]
    public async Task An_answer_does_not_outlive_the_token()
    {
        _service.Answer = $$"""{"sub":"alice","exp":{{_time.GetUtcNow().ToUnixTimeSeconds() + 5}}}""";
        Assert.Null((await AskAsync("short")).Error);
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(ErrorCode.TokenExpired, (await AskAsync("short")).Error);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.OK)]
    [InlineData("no JSON", HttpStatusCode.OK)]
    [InlineData("""{"sub":"alice"}""", HttpStatusCode.InternalServerError)]
    [InlineData("""{"sub":"alice"}""", HttpStatusCode.Redirect)]
    public async Task A_service_that_does_not_say_who_it_is_lets_nobody_in_and_is_asked_again(string? answer, HttpStatusCode status)
    {
        (_service.Answer, _service.Status) = (answer, status);

        Assert.Equal([ErrorCode.Unavailable, ErrorCode.Unavailable], [(await AskAsync("t")).Error, (await AskAsync("t")).Error]);
        Assert.Equal(2, _service.Asked);
    }

    [Fact]
    public async Task No_more_questions_are_under_way_than_allowed_and_none_for_longer()
    {
        _service.Hold = new TaskCompletionSource();
        var asked = Enumerable.Range(0, 10).Select(i => AskAsync($"t{i}")).ToList();
        await Until.TrueAsync(() => Task.FromResult(_service.Asked == 2), "two questions are under way");

        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.All(await Task.WhenAll(asked), static result => Assert.Equal(ErrorCode.Unavailable, result.Error));
        Assert.InRange(_service.MostTogether, 1, 2);
    }

    [Fact]
    public void The_cache_keeps_so_many()
    {
        var cache = new HookCache(size: 3, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 10; i++)
        {
            cache.Add($"{i}", AuthenticationResult.Expired, i);
        }

        Assert.Equal(3, cache.Count);
        Assert.Null(cache.Find("6", 10));
        Assert.NotNull(cache.Find("9", 10));
        Assert.Null(cache.Find("9", 1009));
    }

    private async Task<AuthenticationResult> AskAsync(string token) => await _hook.AuthenticateAsync(token, CancellationToken.None);
}

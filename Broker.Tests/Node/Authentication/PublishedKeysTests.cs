using System.Security.Cryptography;
using System.Text.Json;
using Broker.Node.Authentication;
using Broker.Protocol.Access;
using Broker.Protocol.Errors;
using Broker.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;

namespace Broker.Tests.Node.Authentication;

/// <summary>Keys that the issuer publishes, and changes.</summary>
public sealed class PublishedKeysTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly FakeIssuer _issuer = new();
    private readonly RSA _first = RSA.Create(2048);
    private readonly RSA _second = RSA.Create(2048);
    private readonly PublishedKeys _keys;
    private readonly TokenValidator _validator;

    public PublishedKeysTests()
    {
        var options = new AuthOptions();
        options.Jwks.Url = "https://login.example.com/keys";
        _issuer.Answer = Set(("k1", _first));
        _keys = new PublishedKeys(options.Jwks, new HttpClient(_issuer), _time, NullLogger<PublishedKeys>.Instance);
        var settings = new AuthSettings([], new Dictionary<string, TopicGrants>(), [], HasPublishedKeys: true, HasHook: false);
        _validator = new TokenValidator(options, new TokenKeys(settings, options, _keys, _time, NullLogger<TokenKeys>.Instance), _time);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _first.Dispose();
        _second.Dispose();
        _issuer.Dispose();
    }

    [Fact]
    public async Task A_new_key_counts_as_soon_as_a_token_names_it_and_the_old_one_no_longer()
    {
        Assert.Null(await CheckAsync("k1", _first));
        _time.Advance(TimeSpan.FromSeconds(31));
        _issuer.Answer = Set(("k2", _second));

        Assert.Null(await CheckAsync("k2", _second));
        Assert.Equal(ErrorCode.Unauthorized, await CheckAsync("k1", _first));
    }

    [Fact]
    public async Task Made_up_keys_do_not_make_the_issuer_busy()
    {
        Assert.Null(await CheckAsync("k1", _first));
        var asked = _issuer.Asked;
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(ErrorCode.Unauthorized, await CheckAsync($"made-up-{i}", _second));
        }

        Assert.Equal(asked, _issuer.Asked);
    }

    [Fact]
    public async Task The_keys_stay_when_the_issuer_is_away()
    {
        Assert.Null(await CheckAsync("k1", _first));
        _issuer.Answer = null;
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(ErrorCode.Unauthorized, await CheckAsync("k2", _second));
        Assert.Null(await CheckAsync("k1", _first));
    }

    [Fact]
    public async Task Nobody_is_let_in_nor_turned_away_for_good_before_the_keys_are_there()
    {
        _issuer.Answer = null;
        using var keys = new PublishedKeys(new JwksOptions { Url = "https://login.example.com/keys" }, new HttpClient(_issuer), _time, NullLogger<PublishedKeys>.Instance);
        var options = new AuthOptions();
        var settings = new AuthSettings([], new Dictionary<string, TopicGrants>(), [], HasPublishedKeys: true, HasHook: false);
        var validator = new TokenValidator(options, new TokenKeys(settings, options, keys, _time, NullLogger<TokenKeys>.Instance), _time);

        Assert.Equal(ErrorCode.Unavailable, (await validator.AuthenticateAsync(Token("k1", _first), CancellationToken.None)).Error);
    }

    [Fact]
    public async Task A_published_secret_is_no_key()
    {
        var secret = Base64UrlEncoder.Encode(Tokens.Secret);
        _issuer.Answer = JsonSerializer.Serialize(new { keys = new object[] { new { kty = "oct", k = secret, alg = "HS256" }, Jwk("k1", _first) } });
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(ErrorCode.Unauthorized, await CheckAsync("k9", _second));

        var forged = Tokens.Hs256(new { sub = "alice", exp = Tokens.In(TimeSpan.FromMinutes(1), _time.GetUtcNow()) });
        Assert.Equal(ErrorCode.Unauthorized, (await _validator.AuthenticateAsync(forged, CancellationToken.None)).Error);
    }

    private async Task<ErrorCode?> CheckAsync(string kid, RSA key) => (await _validator.AuthenticateAsync(Token(kid, key), CancellationToken.None)).Error;

    private string Token(string kid, RSA key) => Tokens.Rs256(new { sub = "alice", exp = Tokens.In(TimeSpan.FromMinutes(5), _time.GetUtcNow()) }, key, kid);

    private static string Set(params (string Kid, RSA Key)[] keys) => JsonSerializer.Serialize(new { keys = keys.Select(static key => Jwk(key.Kid, key.Key)) });

    private static object Jwk(string kid, RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", kid, use = "sig", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
    }
}

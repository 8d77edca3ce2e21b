using System.Security.Cryptography;
using System.Text;
using Broker.Node.Authentication;
using Broker.Protocol.Access;
using Broker.Protocol.Errors;
using Broker.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;

namespace Broker.Tests.Node.Authentication;

public sealed class TokenValidatorTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly AuthOptions _options = new() { Issuer = "login", Audience = "relay" };
    private readonly TokenValidator _validator;

    public TokenValidatorTests()
    {
        var settings = new AuthSettings(
            [
                new TokenKeySource("keys.h", "", "HS256", Tokens.Secret, ""),
                new TokenKeySource("keys.r", "r1", "RS256", _rsa.ExportSubjectPublicKeyInfoPem(), ""),
                new TokenKeySource("keys.e", "", "ES256", _ecdsa.ExportSubjectPublicKeyInfoPem(), ""),
            ],
            new Dictionary<string, TopicGrants>(),
            [],
            HasPublishedKeys: false,
            HasHook: false);
        _validator = new TokenValidator(_options, new TokenKeys(settings, _options, null, _time, NullLogger<TokenKeys>.Instance), _time);
    }

    public void Dispose()
    {
        _rsa.Dispose();
        _ecdsa.Dispose();
    }

    [Fact]
    public async Task Each_of_the_three_algorithms_is_accepted()
    {
        foreach (var token in (string[])[Tokens.Hs256(Good()), Tokens.Rs256(Good(), _rsa, "r1"), Tokens.Rs256(Good(), _rsa), Tokens.Es256(Good(), _ecdsa)])
        {
            var result = await AuthenticateAsync(token);
            Assert.Null(result.Error);
            Assert.Equal("alice", result.Identity!.Subject);
            Assert.Equal(Tokens.In(TimeSpan.FromMinutes(1), Now), result.Identity.Expires!.Value.ToUnixTimeSeconds());
        }
    }

    public static TheoryData<string, Func<TokenValidatorTests, string>> Wrong() => new()
    {
        { "no token", static _ => "" },
        { "two parts", static t => string.Join('.', Tokens.Hs256(t.Good()).Split('.')[..2]) },
        { "five parts", static t => Tokens.Hs256(t.Good()) + ".a.b" },
        { "no base64", static _ => "a!.b!.c!" },
        { "no JSON", static _ => $"{Base64UrlEncoder.Encode("x")}.{Base64UrlEncoder.Encode("y")}.{Base64UrlEncoder.Encode("z")}" },
        { "alg none", static t => Tokens.Sign(new { alg = "none" }, t.Good(), static _ => []) },
        { "alg None with a signature", static t => Tokens.Sign(new { alg = "None" }, t.Good(), Hmac) },
        { "no alg", static t => Tokens.Sign(new { typ = "JWT" }, t.Good(), Hmac) },
        { "HS512", static t => Tokens.Sign(new { alg = "HS512" }, t.Good(), static c => HMACSHA512.HashData(Encoding.UTF8.GetBytes(Tokens.Secret), c)) },
        { "HS256 with the public RSA key as secret", static t => Tokens.Hs256(t.Good(), t._rsa.ExportSubjectPublicKeyInfoPem()) },
        { "HS256 with the kid of the RSA key", static t => Tokens.Hs256(t.Good(), t._rsa.ExportSubjectPublicKeyInfoPem(), "r1") },
        { "another secret", static t => Tokens.Hs256(t.Good(), new string('x', 32)) },
        { "another RSA key", static t => { using var other = RSA.Create(2048); return Tokens.Rs256(t.Good(), other, "r1"); } },
        { "unknown kid", static t => Tokens.Rs256(t.Good(), t._rsa, "r2") },
        { "changed claims", static t => Changed(Tokens.Hs256(t.Good())) },
        { "no signature", static t => Tokens.Hs256(t.Good())[..^43] },
        { "a part of a signature", static t => Tokens.Hs256(t.Good())[..^8] },
        { "critical extension", static t => Tokens.Sign(new { alg = "HS256", crit = (string[])["b64"], b64 = false }, t.Good(), Hmac) },
        { "no exp", static t => Tokens.Hs256(new { sub = "alice", iss = "login", aud = "relay" }) },
        { "exp that is text", static t => Tokens.Hs256(new { sub = "alice", iss = "login", aud = "relay", exp = "soon" }) },
        { "nbf ahead", static t => Tokens.Hs256(t.Claims(nbf: TimeSpan.FromSeconds(31))) },
        { "another issuer", static t => Tokens.Hs256(t.Claims(iss: "evil")) },
        { "no issuer", static t => Tokens.Hs256(new { sub = "alice", aud = "relay", exp = Tokens.In(TimeSpan.FromMinutes(1), t.Now) }) },
        { "another audience", static t => Tokens.Hs256(t.Claims(aud: "other")) },
        { "no audience", static t => Tokens.Hs256(new { sub = "alice", iss = "login", exp = Tokens.In(TimeSpan.FromMinutes(1), t.Now) }) },
        { "no sub", static t => Tokens.Hs256(new { iss = "login", aud = "relay", exp = Tokens.In(TimeSpan.FromMinutes(1), t.Now) }) },
        { "claims that are a list", static _ => Tokens.Hs256(new[] { 1 }) },
        { "malformed patterns", static t => Tokens.Hs256(new { sub = "alice", iss = "login", aud = "relay", exp = Tokens.In(TimeSpan.FromMinutes(1), t.Now), subscribe = (string[])["a#"] }) },
        { "too long", static t => Tokens.Hs256(t.Claims(sub: new string('a', 9000))) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_token_is_refused_without_a_word_of_it(string what, Func<TokenValidatorTests, string> make)
    {
        var token = make(this);
        var result = await AuthenticateAsync(token);

        Assert.NotEmpty(what);
        Assert.Null(result.Identity);
        Assert.Equal(ErrorCode.Unauthorized, result.Error);
        Assert.NotEmpty(result.Reason);
        Assert.DoesNotContain("alice", result.Reason, StringComparison.Ordinal);
        Assert.All(token.Split('.').Where(static part => part.Length > 3), part => Assert.DoesNotContain(part, result.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_ends_at_its_exp_but_for_the_difference_of_clocks()
    {
        var token = Tokens.Hs256(Good());

        _time.Advance(TimeSpan.FromSeconds(89));
        var late = await AuthenticateAsync(token);
        _time.Advance(TimeSpan.FromSeconds(1));
        var over = await AuthenticateAsync(token);

        Assert.Equal("alice", late.Identity!.Subject);
        Assert.True(late.Identity.Expires > Now - TimeSpan.FromSeconds(1));
        Assert.Equal(ErrorCode.TokenExpired, over.Error);
    }

    [Fact]
    public async Task A_token_begins_at_its_nbf_but_for_the_difference_of_clocks() =>
        Assert.Null((await AuthenticateAsync(Tokens.Hs256(Claims(nbf: TimeSpan.FromSeconds(29))))).Error);

    private DateTimeOffset Now => _time.GetUtcNow();

    private object Good() => Claims();

    private object Claims(string sub = "alice", string iss = "login", string aud = "relay", TimeSpan? nbf = null) =>
        new { sub, iss, aud, exp = Tokens.In(TimeSpan.FromMinutes(1), Now), nbf = Tokens.In(nbf ?? TimeSpan.Zero, Now) };

    private async Task<AuthenticationResult> AuthenticateAsync(string token) => await _validator.AuthenticateAsync(token, CancellationToken.None);

    private static byte[] Hmac(byte[] content) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Tokens.Secret), content);

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        parts[1] = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("alice", "admin", StringComparison.Ordinal));
        return string.Join('.', parts);
    }
}

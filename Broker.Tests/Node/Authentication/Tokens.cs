using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Broker.Tests.Node.Authentication;

/// <summary>Makes tokens, good and bad, by hand: no library would make the bad ones.</summary>
internal static class Tokens
{
    /// <summary>A secret of the least length.</summary>
    public const string Secret = "0123456789abcdef0123456789abcdef";

    public static string Sign(object header, object claims, Func<byte[], byte[]> sign)
    {
        var content = $"{Part(header)}.{Part(claims)}";
        return $"{content}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    public static string Hs256(object claims, string secret = Secret, string? kid = null) => Sign(
        kid is null ? new { alg = "HS256", typ = "JWT" } : new { alg = "HS256", typ = "JWT", kid },
        claims,
        content => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content));

    public static string Rs256(object claims, RSA key, string? kid = null) => Sign(
        new { alg = "RS256", kid }, claims, content => key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Es256(object claims, ECDsa key) => Sign(new { alg = "ES256" }, claims, content => key.SignData(content, HashAlgorithmName.SHA256));

    public static long In(TimeSpan time, DateTimeOffset now) => (now + time).ToUnixTimeSeconds();

    private static string Part(object json) => Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(json));
}

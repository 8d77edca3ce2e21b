using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Broker.Node.Authentication;

/// <summary>A key that signs tokens, with the one algorithm that it is used for.</summary>
/// <param name="Id">The <c>kid</c> of its tokens; empty for tokens that name no key, or one that nobody knows.</param>
/// <param name="Algorithm">HS256, RS256 or ES256.</param>
/// <param name="Key">The key.</param>
internal sealed record TokenKey(string Id, string Algorithm, SecurityKey Key)
{
    /// <summary>RFC 7518 section 3.2: a key of the size of the hash, or larger.</summary>
    public const int MinimumSecretBytes = 32;

    private const string Base64Prefix = "base64:";
    private const int MinimumRsaBits = 2048;

    /// <summary>Whether an algorithm is one of those that are accepted. There is no other, and no "none".</summary>
    public static bool IsAccepted(string? algorithm) => algorithm is "HS256" or "RS256" or "ES256";

    /// <summary>Reads a secret or a public key; null and what is wrong with it, without its text.</summary>
    public static TokenKey? Read(string id, string algorithm, string material, out string problem)
    {
        problem = "";
        try
        {
            SecurityKey key = algorithm switch
            {
                "HS256" => Secret(material.Trim()),
                "RS256" => Rsa(material),
                _ => Ecdsa(material),
            };
            return new TokenKey(id, algorithm, key);
        }
        catch (FormatException wrong)
        {
            problem = wrong.Message;
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            problem = "is no public key in PEM";
        }

        return null;
    }

    /// <summary>The key of a set that an issuer publishes (RFC 7517); null for those that sign no tokens here.</summary>
    public static TokenKey? Of(JsonWebKey key)
    {
        if (key.Use is not (null or "" or "sig") || key.HasPrivateKey)
        {
            return null;
        }

        var algorithm = (key.Kty, key.Crv) switch
        {
            ("RSA", _) when key.KeySize >= MinimumRsaBits => "RS256",
            ("EC", "P-256") => "ES256",
            _ => null,
        };
        return algorithm is null || (!string.IsNullOrEmpty(key.Alg) && key.Alg != algorithm) ? null : new TokenKey(key.Kid ?? "", algorithm, key);
    }

    private static SymmetricSecurityKey Secret(string text)
    {
        byte[] bytes;
        try
        {
            bytes = text.StartsWith(Base64Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(text[Base64Prefix.Length..]) : Encoding.UTF8.GetBytes(text);
        }
        catch (FormatException)
        {
            throw new FormatException("is no base64");
        }

        return bytes.Length >= MinimumSecretBytes
            ? new SymmetricSecurityKey(bytes)
            : throw new FormatException($"is shorter than {MinimumSecretBytes} bytes");
    }

    private static RsaSecurityKey Rsa(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa.KeySize >= MinimumRsaBits
            ? new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false))
            : throw new FormatException($"is shorter than {MinimumRsaBits} bits");
    }

    private static ECDsaSecurityKey Ecdsa(string pem)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(pem);
        return ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == "1.2.840.10045.3.1.7"
            ? new ECDsaSecurityKey(ecdsa)
            : throw new FormatException("is not on the curve P-256");
    }
}

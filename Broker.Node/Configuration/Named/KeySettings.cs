using System.ComponentModel.DataAnnotations;

namespace Broker.Node.Configuration.Named;

/// <summary>One key that signs tokens: <c>relay.auth.keys.NAME</c>.</summary>
public sealed class KeySettings
{
    /// <summary>The only algorithm that the key is used for.</summary>
    [AllowedValues("HS256", "RS256", "ES256", ErrorMessage = "{0} must be HS256, RS256 or ES256.")]
    public string Algorithm { get; set; } = "";

    /// <summary>The <c>kid</c> of the tokens it signs; empty for tokens that name no key, or one that is not known.</summary>
    public string Id { get; set; } = "";

    /// <summary>For HS256: the secret, at least 32 bytes; as text, or after <c>base64:</c> in base64.</summary>
    public string Secret { get; set; } = "";

    /// <summary>For RS256 and ES256: the public key in PEM.</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>A file that holds the secret or the public key instead, and is read again when it changes.</summary>
    public string File { get; set; } = "";
}

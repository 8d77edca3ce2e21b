namespace Broker.Node.Configuration.Named;

/// <summary>One key for servers that publish over HTTP: <c>relay.auth.api-keys.NAME</c>.</summary>
public sealed class ApiKeySettings
{
    /// <summary>The key itself, at least 16 characters; or its hash.</summary>
    public string Key { get; set; } = "";

    /// <summary>The SHA-256 of the key in hexadecimal, so that the file holds no secret.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>Its roles.</summary>
    public string[] Roles { get; set; } = [];

    /// <summary>Where it may publish; empty for everywhere.</summary>
    public string[] Publish { get; set; } = [];
}

using System.ComponentModel.DataAnnotations;

namespace Broker.Node.Authentication;

/// <summary>How clients prove who they are: <c>relay.auth</c>.</summary>
public sealed class AuthOptions
{
    /// <summary>The issuer that tokens must name; empty for any.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The audience that tokens must be for; empty for any.</summary>
    public string Audience { get; set; } = "";

    /// <summary>How far the clocks of issuer and node may differ.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest token.</summary>
    [Range(256, 64 * 1024)]
    public int MaxTokenBytes { get; set; } = 8 * 1024;

    /// <summary>How often key files are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan FileCheck { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Keys that the issuer publishes.</summary>
    public JwksOptions Jwks { get; } = new();

    /// <summary>A service that says whose a token is.</summary>
    public HookOptions Hook { get; } = new();
}

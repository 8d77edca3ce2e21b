using Microsoft.Extensions.Options;

namespace Broker.Node.Configuration;

/// <summary>A node port that others can reach must be able to tell who they are.</summary>
internal sealed class NodeClusterOptionsValidator : IValidateOptions<NodeClusterOptions>
{
    // Shorter ones can be guessed off-line from one recorded handshake.
    private const int MinimumSecretLength = 16;

    public ValidateOptionsResult Validate(string? name, NodeClusterOptions options)
    {
        if (!options.Enabled)
            return ValidateOptionsResult.Success;
        var errors = new List<string>();
        if (options.SeedNodes.Length == 0)
            errors.Add("relay.cluster.seed-nodes is empty: name at least one node of the cluster as \"host:port\"; for the first one, itself.");
        foreach (var seed in options.SeedNodes)
        {
            if (!HostAddress.TryParse(seed, out _, out _))
                errors.Add($"relay.cluster.seed-nodes: \"{seed}\" is not host:port.");
        }

        if (options.SharedSecret.Length is > 0 and < MinimumSecretLength)
            errors.Add($"relay.cluster.shared-secret is shorter than {MinimumSecretLength} characters.");
        if (options.SharedSecret.Length == 0 && !options.Tls.KeepsStrangersOut && !IsLocal(options))
            errors.Add("relay.cluster.shared-secret is not set, and the node port can be reached from other machines: set it, or relay.cluster.tls with an authority of the cluster's own, or use loopback addresses only.");
        CheckTls(options.Tls, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckTls(ClusterTlsOptions tls, List<string> errors)
    {
        if (!tls.Enabled)
            return;
        if (tls.Certificate.Length == 0)
            errors.Add("relay.cluster.tls.enabled is on, and relay.cluster.tls.certificate names no file.");
        foreach (var (name, path) in new[] { ("certificate", tls.Certificate), ("key", tls.Key), ("authority", tls.Authority) })
        {
            if (path.Length > 0 && !File.Exists(path))
                errors.Add($"relay.cluster.tls.{name}: there is no file {path}.");
        }

        if (tls.ReloadInterval <= TimeSpan.Zero)
            errors.Add("relay.cluster.tls.reload-interval must be above 0.");
    }

    private static bool IsLocal(NodeClusterOptions options) =>
        HostAddress.IsLoopback(options.Host) && (options.PublicHost.Length == 0 || HostAddress.IsLoopback(options.PublicHost));
}

namespace Broker.Node.Configuration;

/// <summary>TLS between the nodes: <c>relay.cluster.tls</c>.</summary>
public sealed class ClusterTlsOptions
{
    /// <summary>False for connections in the clear.</summary>
    public bool Enabled { get; set; }

    /// <summary>The file of this node's certificate and its chain, PEM or PKCS#12.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The file of the private key, PEM; empty where the certificate's file holds it.</summary>
    public string Key { get; set; } = "";

    /// <summary>Opens PKCS#12 and encrypted keys.</summary>
    public string Password { get; set; } = "";

    /// <summary>The file of the authorities that certify this cluster's nodes, PEM; empty for those the machine trusts.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Whether a node that connects must show a certificate too.</summary>
    public bool Mutual { get; set; } = true;

    /// <summary>Whether a certificate must be for the host by which its node is known.</summary>
    public bool CheckHost { get; set; }

    /// <summary>How often the files are looked at.</summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether nobody gets in whom the cluster's own authority has not certified.</summary>
    internal bool KeepsStrangersOut => Enabled && Mutual && Authority.Length > 0;
}

using Broker.Runtime.Configuration;

namespace Broker.Runtime.Remote.Tls;

/// <summary>TLS between nodes: Akka.NET's keys below <c>dot-netty.tcp</c>, and this engine's own for PEM files and reloading.</summary>
internal sealed class TlsSettings
{
    private const string Tcp = "akka.remote.dot-netty.tcp.";
    private const string Own = "akka.remote.relay.tls.";

    public TlsSettings(Config config)
    {
        Enabled = config.GetBoolean(Tcp + "enable-ssl", false);
        CertificatePath = config.GetString(Tcp + "ssl.certificate.path", "");
        Password = config.GetString(Tcp + "ssl.certificate.password", "");
        SuppressValidation = config.GetBoolean(Tcp + "ssl.suppress-validation", false);
        Mutual = config.GetBoolean(Tcp + "ssl.require-mutual-authentication", true);
        ValidateHostName = config.GetBoolean(Tcp + "ssl.validate-certificate-hostname", false);
        KeyPath = config.GetString(Own + "key-path", "");
        AuthorityPath = config.GetString(Own + "authority-path", "");
        ReloadInterval = config.GetTimeSpan(Own + "reload-interval");
    }

    public bool Enabled { get; }

    /// <summary>This node's certificate, with its chain: PEM or PKCS#12.</summary>
    public string CertificatePath { get; }

    /// <summary>Opens the PKCS#12 file, or an encrypted PEM key.</summary>
    public string Password { get; }

    /// <summary>The PEM file of the private key, where it is not in the certificate's file.</summary>
    public string KeyPath { get; }

    /// <summary>The PEM file of the authorities whose certificates are believed; empty: those the machine trusts.</summary>
    public string AuthorityPath { get; }

    /// <summary>Whether any certificate is believed: encryption without knowing with whom.</summary>
    public bool SuppressValidation { get; }

    /// <summary>Whether a connecting node must show a certificate too.</summary>
    public bool Mutual { get; }

    /// <summary>Whether a certificate must be for the host name under which its node is known.</summary>
    public bool ValidateHostName { get; }

    /// <summary>How often the files are looked at.</summary>
    public TimeSpan ReloadInterval { get; }

    /// <summary>Whether nobody gets in whom the cluster's own authority has not certified, so that a secret may be left out.</summary>
    public bool KeepsStrangersOut => Enabled && Mutual && !SuppressValidation && AuthorityPath.Length > 0;

    public IEnumerable<string> Faults()
    {
        if (!Enabled)
            yield break;
        if (CertificatePath.Length == 0)
            yield return $"{Tcp}enable-ssl is on and ssl.certificate.path is empty";
        if (ReloadInterval <= TimeSpan.Zero)
            yield return $"{Own}reload-interval must be above 0";
    }
}

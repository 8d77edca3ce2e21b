using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.Remote.Tls;

/// <summary>This node's certificate and whom it believes, for all connections; follows the files while the node runs.</summary>
/// <remarks>Connections that are open go on with what they were opened with; each new one uses what the files say.</remarks>
internal sealed class TlsCredentials
{
    private readonly TlsSettings _settings;
    private readonly TimeProvider _time;
    private TlsFiles _files;
    private volatile TlsMaterial _current;

    /// <exception cref="ConfigurationException">The files cannot be used.</exception>
    public TlsCredentials(TlsSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        try
        {
            _files = TlsFiles.Read(settings);
            _current = TlsMaterial.Read(_files, settings.Password);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw new ConfigurationException($"Remoting cannot start: the certificate files cannot be used: {e.Message}", e);
        }
    }

    /// <summary>What connections opened now use.</summary>
    public TlsMaterial Current => _current;

    /// <summary>Looks at the files again; what cannot be used leaves everything as it was.</summary>
    /// <returns>Null when they are the same, else what became of them, for the log. Not reentrant.</returns>
    public TlsReload? Reload()
    {
        try
        {
            TlsFiles files = TlsFiles.Read(_settings);
            if (files.Equals(_files))
                return null;

            // Also when they are unusable: the same fault is told once.
            _files = files;
            _current = TlsMaterial.Read(files, _settings.Password);
            return new TlsReload(Describe(), Fault: null);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            return new TlsReload(Describe(), e.Message);
        }
    }

    /// <summary>The certificate in use, for the log.</summary>
    public string Describe()
    {
        X509Certificate2 own = _current.Certificate;
        string now = own.NotAfter.ToUniversalTime() <= _time.GetUtcNow() ? "ended" : "ends";
        return $"{own.Subject} (serial {own.SerialNumber}), which {now} at {own.NotAfter.ToUniversalTime():u}";
    }

    public SslServerAuthenticationOptions ForAccepting()
    {
        TlsMaterial material = _current;
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = material.Context,
            ClientCertificateRequired = _settings.Mutual,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = PolicyOf(material),
            RemoteCertificateValidationCallback = JudgeClient,
            AllowRenegotiation = false,

            // Every connection is judged by the files as they are now, not as they were when a session began.
            AllowTlsResume = false,
        };
    }

    public SslClientAuthenticationOptions ForConnecting(string host)
    {
        TlsMaterial material = _current;
        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ClientCertificateContext = material.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = PolicyOf(material),
            RemoteCertificateValidationCallback = JudgeServer,
            AllowRenegotiation = false,
            AllowTlsResume = false,
        };
    }

    /// <summary>Whether a proven peer's certificate is for the host it says it is, where that is asked for.</summary>
    public bool IsFor(X509Certificate2? certificate, string host) =>
        !_settings.ValidateHostName || _settings.SuppressValidation || certificate is null || certificate.MatchesHostname(host);

    private static X509ChainPolicy PolicyOf(TlsMaterial material)
    {
        // Whether a certificate was revoked would be asked of hosts outside the cluster, on the threads that serve it.
        X509ChainPolicy policy = new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (material.Authorities.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(material.Authorities);
        }

        return policy;
    }

    private bool JudgeServer(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        _settings.SuppressValidation || Judge(certificate, chain, _settings.ValidateHostName ? errors : errors & ~SslPolicyErrors.RemoteCertificateNameMismatch);

    private bool JudgeClient(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        !_settings.Mutual || (_settings.SuppressValidation && certificate is not null) || Judge(certificate, chain, errors);

    /// <exception cref="AuthenticationException">It is not believed; the text says why.</exception>
    private static bool Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        string why = certificate is null
            ? "the peer shows no certificate"
            : $"the certificate {certificate.Subject} is not believed: {errors} {string.Join(", ", chain?.ChainStatus.Select(s => s.Status.ToString()) ?? [])}";
        throw new AuthenticationException(why.TrimEnd());
    }

    private static bool IsUnusable(Exception e) =>
        e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or NotSupportedException;
}

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Broker.Runtime.Remote.Tls;

/// <summary>What the certificate files say at one moment. Immutable; connections in their handshake keep the one they began with.</summary>
internal sealed class TlsMaterial
{
    private TlsMaterial(X509Certificate2 certificate, SslStreamCertificateContext context, X509Certificate2Collection authorities)
    {
        Certificate = certificate;
        Context = context;
        Authorities = authorities;
    }

    /// <summary>This node's certificate, with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificate with what lies between it and its authority.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>The authorities believed; empty: the machine's.</summary>
    public X509Certificate2Collection Authorities { get; }

    /// <summary>Makes sense of the files' bytes.</summary>
    /// <exception cref="CryptographicException">They hold no certificate with its key, or no authority.</exception>
    public static TlsMaterial Read(TlsFiles files, string password)
    {
        X509Certificate2Collection chain = [];
        X509Certificate2 own = files.Certificate.AsSpan().IndexOf("-----BEGIN"u8) >= 0
            ? ReadPem(files, password, chain)
            : ReadPkcs12(files.Certificate, password, chain);
        X509Certificate2Collection authorities = [];
        if (files.Authority.Length > 0)
        {
            authorities.ImportFromPem(Encoding.UTF8.GetString(files.Authority));
            if (authorities.Count == 0)
                throw new CryptographicException("the authorities' file holds no certificate");
        }

        return new TlsMaterial(own, SslStreamCertificateContext.Create(own, chain, offline: true), authorities);
    }

    private static X509Certificate2 ReadPem(TlsFiles files, string password, X509Certificate2Collection chain)
    {
        string certificates = Encoding.UTF8.GetString(files.Certificate);
        string key = files.Key.Length > 0 ? Encoding.UTF8.GetString(files.Key) : certificates;
        chain.ImportFromPem(certificates);
        X509Certificate2 own = password.Length > 0
            ? X509Certificate2.CreateFromEncryptedPem(certificates, key, password)
            : X509Certificate2.CreateFromPem(certificates, key);

        // Windows cannot use a key in TLS that only lives in memory.
        return OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), password: null) : own;
    }

    private static X509Certificate2 ReadPkcs12(byte[] bytes, string password, X509Certificate2Collection chain)
    {
        chain.AddRange(X509CertificateLoader.LoadPkcs12Collection(bytes, password));
        return chain.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new CryptographicException("the certificate's file holds no private key");
    }
}

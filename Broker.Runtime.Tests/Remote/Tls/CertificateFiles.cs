using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EngineTests.Remote.Tls;

/// <summary>One node's certificate files, in a folder that ends with the test.</summary>
internal sealed class CertificateFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relay-tls-").FullName;

    private string Certificate => Path.Combine(_folder, "node.crt");

    private string Key => Path.Combine(_folder, "node.key");

    private string Authority => Path.Combine(_folder, "authority.crt");

    /// <summary>Puts new files in place of the old ones.</summary>
    public CertificateFiles Write(X509Certificate2 certificate, string authority)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Authority, authority);
        return this;
    }

    public CertificateFiles WritePkcs12(X509Certificate2 certificate, string authority, string password)
    {
        File.WriteAllBytes(Certificate, certificate.Export(X509ContentType.Pkcs12, password));
        File.WriteAllText(Authority, authority);
        return this;
    }

    public void Spoil() => File.WriteAllText(Certificate, "-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----\n");

    /// <summary>Settings with the key in a file of its own.</summary>
    public string Settings => $"{Common}\nakka.remote.relay.tls.key-path = \"{Key}\"";

    /// <summary>Settings with the key beside the certificate.</summary>
    public string Common => $"""
        akka.remote.dot-netty.tcp.enable-ssl = on
        akka.remote.dot-netty.tcp.ssl.certificate.path = "{Certificate}"
        akka.remote.relay.tls.authority-path = "{Authority}"
        """;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

using System.Security.Cryptography.X509Certificates;
using EngineTests.Remote.Tls;

namespace EngineTests.Remote.Systems;

public sealed class RemoteMessagingOverTlsTests() : RemoteMessagingSpec(new RemoteSystems { Settings = Files.Settings })
{
    private static readonly CertificateFiles Files = WriteFiles();

    private static CertificateFiles WriteFiles()
    {
        using TestAuthority authority = new("cluster");
        using X509Certificate2 certificate = authority.Issue("node");
        return new CertificateFiles().Write(certificate, authority.Pem);
    }
}

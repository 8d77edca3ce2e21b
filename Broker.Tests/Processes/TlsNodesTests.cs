using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Broker.Testing.Processes;

namespace Broker.Tests.Processes;

/// <summary>Nodes that speak TLS to each other, by the settings of <c>relay.cluster.tls</c>.</summary>
[Collection(ProcessTests.Name)]
public sealed class TlsNodesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relay-tls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nodes_with_certificates_of_one_authority_form_a_cluster_and_pass_messages_on()
    {
        await using var cluster = await ProcessCluster.StartAsync(2, WriteCertificates());
        await using var client = await cluster[1].ConnectAsync("websocket/secured");

        await cluster[0].PostAsync("secured", "over TLS");

        await client.TextAsync("over TLS");
        Assert.Equal("CN=node", await CertificateOfAsync(cluster[0].Settings.NodePort!.Value));
    }

    private static async Task<string?> CertificateOfAsync(int port)
    {
        using TcpClient connection = new();
        await connection.ConnectAsync(IPAddress.Loopback, port);
        string? subject = null;
        using SslStream stream = new(connection.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) =>
        {
            subject = certificate?.Subject;
            return false;
        });
        await Assert.ThrowsAsync<AuthenticationException>(() => stream.AuthenticateAsClientAsync("127.0.0.1"));
        return subject;
    }

    private Dictionary<string, string> WriteCertificates()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authorityRequest = new("CN=cluster", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=node", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, now.AddDays(-1), now.AddDays(1), [1, 2, 3]);
        return new Dictionary<string, string>
        {
            ["relay.cluster.tls.enabled"] = "on",
            ["relay.cluster.tls.check-host"] = "on",
            ["relay.cluster.tls.certificate"] = Write("node.crt", certificate.ExportCertificatePem()),
            ["relay.cluster.tls.key"] = Write("node.key", key.ExportPkcs8PrivateKeyPem()),
            ["relay.cluster.tls.authority"] = Write("authority.crt", authority.ExportCertificatePem()),
        };
    }

    private string Write(string name, string pem)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, pem);
        return path;
    }
}

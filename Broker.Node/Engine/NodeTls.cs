using Broker.Hocon;
using Broker.Node.Configuration;

namespace Broker.Node.Engine;

/// <summary>TLS between nodes in the keys that both engines know.</summary>
internal static class NodeTls
{
    private const string Tcp = "akka.remote.dot-netty.tcp.";

    public static HoconObject Settings(ClusterTlsOptions tls, HoconObject settings) => settings
        .With(Tcp + "enable-ssl", "on")
        .With(Tcp + "ssl.certificate.path", tls.Certificate)
        .With(Tcp + "ssl.certificate.password", tls.Password)
        .With(Tcp + "ssl.require-mutual-authentication", tls.Mutual ? "on" : "off")
        .With(Tcp + "ssl.validate-certificate-hostname", tls.CheckHost ? "on" : "off");
}

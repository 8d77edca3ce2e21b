using System.Security.Cryptography.X509Certificates;
using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Broker.Runtime.Remote;
using Broker.Runtime.Remote.Heartbeat;
using EngineTests.Membership.Systems;
using EngineTests.Remote.Heartbeat;
using EngineTests.Remote.Systems;
using Inbox = EngineTests.Remote.Systems.Inbox;

namespace EngineTests.Remote.Tls;

[Collection(RealNodes.Name)]
public sealed class TlsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly RemoteSystems _systems = RemoteSystems.OverTcp();
    private readonly TestAuthority _authority = new("cluster");
    private readonly List<CertificateFiles> _files = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _systems.DisposeAsync();
        _authority.Dispose();
        _files.ForEach(f => f.Dispose());
    }

    [Fact]
    public async Task Nodes_certified_by_the_same_authority_speak_to_each_other_without_a_secret()
    {
        const string noSecret = "\nakka.remote.relay.shared-secret = \"\"";
        ActorSystem a = _systems.Start(Node("a").Settings + noSecret);
        ActorSystem b = _systems.Start(Node("b").Settings + noSecret);
        await ExpectServed(a, b);
    }

    [Fact]
    public async Task A_pkcs12_file_with_a_password_serves_as_well()
    {
        using X509Certificate2 certificate = _authority.Issue("a");
        CertificateFiles files = Keep(new CertificateFiles()).WritePkcs12(certificate, _authority.Pem, "pass");
        ActorSystem a = _systems.Start(files.Common + "\nakka.remote.dot-netty.tcp.ssl.certificate.password = pass");
        await ExpectServed(a, _systems.Start(Node("b").Settings));
    }

    [Fact]
    public async Task Heartbeats_use_tls_too_and_need_no_thread_of_the_pool()
    {
        ActorSystem a = _systems.Start(Node("a").Settings);
        ActorSystem b = _systems.Start(Node("b").Settings);
        Answers answers = new();
        using HeartbeatSubscription subscription = a.Remoting().Heartbeats.Subscribe(TimeSpan.FromMilliseconds(20), answers.Take);
        subscription.SetTargets([b.Address()]);
        answers.Await(b.Address(), b.Uid(), 2);

        using PoolBlock block = new();
        answers.Await(b.Address(), b.Uid(), 25);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_node_with_the_certificate_of_another_authority_is_refused_by_both_ends()
    {
        using TestAuthority other = new("elsewhere");
        ActorSystem a = _systems.Start(Node("a").Settings);
        ActorSystem stranger = _systems.Start(Node("stranger", other).Settings);

        Assert.Contains("not believed", await ExpectRefused(stranger, a), StringComparison.Ordinal);
        Assert.Contains("not believed", await ExpectRefused(a, stranger), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_believes_the_other_but_is_not_believed_gets_one_log_line_with_the_reason()
    {
        using TestAuthority other = new("elsewhere");
        ActorSystem a = _systems.Start(Node("a").Settings);
        using X509Certificate2 certificate = other.Issue("stranger");
        ActorSystem stranger = _systems.Start(Keep(new CertificateFiles()).Write(certificate, _authority.Pem).Settings);
        Inbox log = new(a);
        log.Subscribe<Warning>(a);

        stranger.Seen(a, log.Ref).Tell("let me in", ActorRefs.NoSender);

        Warning line = await log.Await<Warning>();
        Assert.Contains("CN=stranger is not believed", line.ToString(), StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", line.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        ActorSystem a = _systems.Start(Node("a").Settings);
        using X509Certificate2 certificate = _authority.Issue("late", expired: true);
        ActorSystem late = _systems.Start(Keep(new CertificateFiles()).Write(certificate, _authority.Pem).Settings);
        Assert.Contains("NotTimeValid", await ExpectRefused(a, late), StringComparison.Ordinal);
        Assert.NotEmpty(await ExpectRefused(late, a));
    }

    [Fact]
    public async Task A_node_without_a_certificate_is_refused_in_both_directions()
    {
        ActorSystem a = _systems.Start(Node("a").Settings + "\nakka.remote.relay.handshake-timeout = 300ms");
        ActorSystem plain = _systems.Start("akka.remote.relay.handshake-timeout = 300ms");
        Assert.NotEmpty(await ExpectRefused(plain, a));
        Assert.NotEmpty(await ExpectRefused(a, plain));
    }

    [Fact]
    public async Task The_secret_is_asked_for_beneath_tls_as_well()
    {
        ActorSystem a = _systems.Start(Node("a").Settings);
        ActorSystem stranger = _systems.Start(Node("b").Settings + "\nakka.remote.relay.shared-secret = wrong");
        Assert.Contains("Secret", await ExpectRefused(stranger, a), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_host_names_count_a_certificate_for_another_host_is_refused_in_both_roles()
    {
        const string validate = "\nakka.remote.dot-netty.tcp.ssl.validate-certificate-hostname = on";
        ActorSystem a = _systems.Start(Node("a").Settings + validate);
        using X509Certificate2 certificate = _authority.Issue("b", host: "elsewhere.example");
        CertificateFiles files = Keep(new CertificateFiles()).Write(certificate, _authority.Pem);
        ActorSystem b = _systems.Start(files.Settings);

        Assert.Contains("NameMismatch", await ExpectRefused(a, b), StringComparison.Ordinal);
        Assert.Contains("Certificate", await ExpectRefused(b, a), StringComparison.Ordinal);
        await ExpectServed(a, _systems.Start(Node("c").Settings + validate));
    }

    [Fact]
    public async Task New_connections_use_the_files_as_they_are_and_what_cannot_be_used_changes_nothing()
    {
        const string fast = "\nakka.remote.relay.tls.reload-interval = 20ms\nakka.loglevel = INFO";
        using TestAuthority next = new("next");
        CertificateFiles files = Node("a");
        ActorSystem a = _systems.Start(files.Settings + fast);
        Inbox log = new(a);
        log.Subscribe<LogEvent>(a);
        ActorSystem before = _systems.Start(Node("before").Settings);
        await ExpectServed(a, before);

        files.Spoil();
        Assert.Contains("cannot be used", (await log.Await<Error>()).ToString(), StringComparison.Ordinal);
        await ExpectServed(a, _systems.Start(Node("still").Settings));

        using X509Certificate2 certificate = next.Issue("a again");
        files.Write(certificate, next.Pem);
        await log.Await<Info>(i => i.ToString().Contains("CN=a again", StringComparison.Ordinal));
        await ExpectServed(a, _systems.Start(Node("after", next).Settings));
        await ExpectRefused(_systems.Start(Node("too late").Settings), a);
        await ExpectServed(a, before, "a connection that is open goes on");
    }

    [Fact]
    public void Beyond_loopback_neither_plain_tls_nor_believing_anyone_replaces_the_secret()
    {
        const string open = """

            akka.remote.dot-netty.tcp.hostname = "0.0.0.0"
            akka.remote.relay.shared-secret = ""
            """;
        foreach (string weak in (string[])
            [
                "",
                Node("a").Settings + "\nakka.remote.relay.tls.authority-path = \"\"",
                Node("a").Settings + "\nakka.remote.dot-netty.tcp.ssl.require-mutual-authentication = off",
                Node("a").Settings + "\nakka.remote.dot-netty.tcp.ssl.suppress-validation = on",
            ])
        {
            ConfigurationException refused = Assert.ThrowsAny<ConfigurationException>(() => _systems.Start(weak + open));
            Assert.Contains("shared-secret", refused.Message, StringComparison.Ordinal);
        }

        _systems.Start(Node("a").Settings + open);
    }

    [Fact]
    public void Files_that_cannot_be_used_stop_the_start_with_their_fault()
    {
        CertificateFiles files = Node("a");
        files.Spoil();
        Assert.Contains("certificate files", Assert.ThrowsAny<ConfigurationException>(() => _systems.Start(files.Settings)).Message, StringComparison.Ordinal);
        ConfigurationException none = Assert.ThrowsAny<ConfigurationException>(() => _systems.Start("akka.remote.dot-netty.tcp.enable-ssl = on"));
        Assert.Contains("ssl.certificate.path", none.Message, StringComparison.Ordinal);
    }

    private CertificateFiles Node(string name, TestAuthority? authority = null)
    {
        using X509Certificate2 certificate = (authority ?? _authority).Issue(name);
        return Keep(new CertificateFiles()).Write(certificate, (authority ?? _authority).Pem);
    }

    private CertificateFiles Keep(CertificateFiles files)
    {
        _files.Add(files);
        return files;
    }

    private static async Task<string> ExpectRefused(ActorSystem from, ActorSystem to)
    {
        Inbox events = new(from);
        events.Subscribe<AssociationErrorEvent>(from);
        from.Seen(to, new Inbox(to).Ref).Tell("let me in", ActorRefs.NoSender);
        return (await events.Await<AssociationErrorEvent>(e => e.RemoteAddress.Equals(to.Address()))).Cause.Message;
    }

    private static async Task ExpectServed(ActorSystem a, ActorSystem b, string word = "served")
    {
        IActorRef echo = a.ActorOf(Props.Create<EchoActor>());
        Assert.Equal(word, await b.Seen(a, echo).Ask<string>(word, Patience));
    }
}

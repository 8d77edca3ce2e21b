using System.Net;
using System.Text;
using Broker.Runtime.Configuration;
using Broker.Runtime.Remote.Links;
using Broker.Runtime.Remote.Tls;

namespace Broker.Runtime.Remote;

/// <summary>The settings of remoting, read and checked once.</summary>
public class RemoteSettings
{
    private const string Tcp = "akka.remote.dot-netty.tcp.";
    private const string Relay = "akka.remote.relay.";
    private const int SmallestFrame = 4096;

    /// <summary>Reads the settings below <c>akka.remote</c>.</summary>
    /// <exception cref="ConfigurationException">They cannot be used; the text names every fault.</exception>
    public RemoteSettings(Config config)
    {
        Config = config;
        HostName = config.GetString(Tcp + "hostname", "");
        if (HostName.Length == 0)
            HostName = Dns.GetHostName();
        Port = config.GetInt(Tcp + "port");
        string publicHost = config.GetString(Tcp + "public-hostname", "");
        PublicHostName = publicHost.Length > 0 ? publicHost : HostName;
        PublicPort = config.GetInt(Tcp + "public-port");
        Listens = config.GetBoolean(Relay + "listen", true);
        SharedSecret = Encoding.UTF8.GetBytes(config.GetString(Relay + "shared-secret", ""));
        HandshakeTimeout = config.GetTimeSpan(Relay + "handshake-timeout");
        HalfOpenConnections = config.GetInt(Relay + "half-open-connections");
        HalfOpenConnectionsPerAddress = config.GetInt(Relay + "half-open-connections-per-address");
        Tls = new TlsSettings(config);
        FlushWait = config.GetTimeSpan("akka.remote.flush-wait-on-shutdown");
        ShutdownTimeout = config.GetTimeSpan("akka.remote.shutdown-timeout");
        RetryGateClosedFor = config.GetTimeSpan("akka.remote.retry-gate-closed-for");
        BackoffPeriod = config.GetTimeSpan("akka.remote.backoff-interval");
        SysMsgBufferSize = config.GetInt("akka.remote.system-message-buffer-size");
        SysResendTimeout = config.GetTimeSpan("akka.remote.resend-interval");
        InitialSysMsgDeliveryTimeout = config.GetTimeSpan("akka.remote.initial-system-message-delivery-timeout");
        WatchHeartBeatInterval = config.GetTimeSpan("akka.remote.watch-failure-detector.heartbeat-interval");
        WatchAcceptablePause = config.GetTimeSpan("akka.remote.watch-failure-detector.acceptable-heartbeat-pause");
        WatchUnreachableReaperInterval = config.GetTimeSpan("akka.remote.watch-failure-detector.unreachable-nodes-reaper-interval");
        WatchHeartbeatExpectedResponseAfter = config.GetTimeSpan("akka.remote.watch-failure-detector.expected-response-after");
        Links = ReadLinks(config);
        Check();
    }

    /// <summary>The configuration they were read from.</summary>
    public Config Config { get; }

    /// <summary>How long a stopping system waits for its links.</summary>
    public TimeSpan FlushWait { get; set; }

    /// <summary>How long the shutdown of remoting may take.</summary>
    public TimeSpan ShutdownTimeout { get; set; }

    /// <summary>The longest pause between attempts to reach a node.</summary>
    public TimeSpan RetryGateClosedFor { get; set; }

    /// <summary>The pause after a first failed attempt.</summary>
    public TimeSpan BackoffPeriod { get; set; }

    /// <summary>How many system messages may wait for their acknowledgement.</summary>
    public int SysMsgBufferSize { get; set; }

    /// <summary>When unacknowledged system messages are sent again.</summary>
    public TimeSpan SysResendTimeout { get; set; }

    /// <summary>When a node that acknowledges nothing is given up.</summary>
    public TimeSpan InitialSysMsgDeliveryTimeout { get; set; }

    /// <summary>How often a watched node outside the cluster is sent a heartbeat.</summary>
    public TimeSpan WatchHeartBeatInterval { get; set; }

    /// <summary>How often silent nodes are looked for.</summary>
    public TimeSpan WatchUnreachableReaperInterval { get; set; }

    /// <summary>How much longer a node may take for its first answer.</summary>
    public TimeSpan WatchHeartbeatExpectedResponseAfter { get; set; }

    internal TimeSpan WatchAcceptablePause { get; }

    internal string HostName { get; }

    internal int Port { get; }

    internal string PublicHostName { get; }

    internal int PublicPort { get; }

    internal bool Listens { get; }

    internal byte[] SharedSecret { get; }

    internal TimeSpan HandshakeTimeout { get; }

    internal int HalfOpenConnections { get; }

    internal int HalfOpenConnectionsPerAddress { get; }

    internal TlsSettings Tls { get; }

    internal LinkSettings Links { get; }

    /// <summary>Whether <paramref name="host"/> may be spoken to: strangers are kept out, or none can be there.</summary>
    internal bool MaySpeakTo(string host) => SharedSecret.Length > 0 || Tls.KeepsStrangersOut || IsLoopback(host);

    /// <summary>Whether only processes of this machine can mean <paramref name="host"/>.</summary>
    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private LinkSettings ReadLinks(Config config) => new(
        MaximumFrameSize: (int)Math.Min(config.GetByteSize(Tcp + "maximum-frame-size", 0) ?? 0, int.MaxValue / 2),
        QueueBytes: config.GetByteSize(Relay + "queue-bytes", 0) ?? 0,
        QueueMessages: config.GetInt(Relay + "queue-messages"),
        ConnectTimeout: config.GetTimeSpan(Tcp + "connection-timeout"),
        HandshakeTimeout: HandshakeTimeout,
        FrameTimeout: config.GetTimeSpan(Relay + "frame-timeout"),
        RetryFirst: BackoffPeriod,
        RetryLongest: RetryGateClosedFor,
        SystemMessages: SysMsgBufferSize,
        ResendAfter: SysResendTimeout,
        GiveUpAfter: InitialSysMsgDeliveryTimeout);

    private void Check()
    {
        List<string> faults = [.. Tls.Faults()];
        if (Listens && !(MaySpeakTo(HostName) && MaySpeakTo(PublicHostName)))
        {
            faults.Add(
                $"{Relay}shared-secret is empty, which is allowed only with a loopback hostname (it is {HostName}, public {PublicHostName}) or with TLS that asks both ends for certificates of {Relay}tls.authority-path");
        }

        if (Port is < 0 or > IPEndPoint.MaxPort || PublicPort is < 0 or > IPEndPoint.MaxPort)
            faults.Add($"{Tcp}port and public-port must be 0 to {IPEndPoint.MaxPort}");
        if (Links.MaximumFrameSize < SmallestFrame)
            faults.Add($"{Tcp}maximum-frame-size must be at least {SmallestFrame} bytes");
        if (Links.QueueBytes < Links.MaximumFrameSize || Links.QueueMessages < 1)
            faults.Add($"{Relay}queue-bytes must hold at least one frame of {Links.MaximumFrameSize} bytes, and queue-messages one message");
        if (HalfOpenConnections < 1 || HalfOpenConnectionsPerAddress < 1 || SysMsgBufferSize < 1)
            faults.Add($"{Relay}half-open-connections, half-open-connections-per-address and akka.remote.system-message-buffer-size must be at least 1");
        if (HandshakeTimeout <= TimeSpan.Zero || Links.FrameTimeout <= TimeSpan.Zero)
            faults.Add($"{Relay}handshake-timeout and frame-timeout must be above 0");
        if (BackoffPeriod <= TimeSpan.Zero || RetryGateClosedFor < BackoffPeriod)
            faults.Add("akka.remote.backoff-interval must be above 0 and retry-gate-closed-for not below it");
        if (faults.Count > 0)
            throw new ConfigurationException($"Remoting cannot start: {string.Join("; ", faults)}.");
    }
}

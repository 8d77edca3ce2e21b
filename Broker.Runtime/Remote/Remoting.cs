using System.Collections.Concurrent;
using System.Net.Sockets;
using Broker.Runtime.Actor;
using Broker.Runtime.Event;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Heartbeat;
using Broker.Runtime.Remote.Links;
using Broker.Runtime.Remote.Tls;
using Broker.Runtime.Remote.Transport;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote;

/// <summary>The engine's remoting: one association for each address, three lanes for each association.</summary>
internal sealed class Remoting : RemoteTransport, IDisposable
{
    private readonly ConcurrentDictionary<Address, Association> _associations = new();
    private readonly RemoteSettings _settings;
    private readonly ITransport _transport;
    private readonly MessageSender _sender;
    private readonly Acceptor _acceptor;
    private readonly LogLimit _refusalLog = new();
    private readonly LogLimit _cutOffLog = new();
    private readonly LogLimit _unreadableLog = new();
    private readonly TlsCredentials? _credentials;
    private readonly long _start;
    private readonly ProtocolVersions _versions;
    private HandshakeIdentity _self = new(new PeerIdentity("", "", 0), ProtocolVersions.Current, []);
    private Address? _address;
    private ITimer? _tick;
    private ITimer? _reload;
    private int _stopping;

    public Remoting(ExtendedActorSystem system, RemoteActorRefProvider provider, RemoteSettings settings, RemotingSetup? setup)
        : base(system, provider)
    {
        _settings = settings;
        Time = setup?.Time ?? TimeProvider.System;
        _versions = setup?.Versions ?? ProtocolVersions.Current;
        _start = Time.GetTimestamp();
        _credentials = settings.Listens && settings.Tls.Enabled ? new TlsCredentials(settings.Tls, Time) : null;
        _transport = !settings.Listens ? new OfflineTransport() : setup?.CreateTransport() ?? new TcpTransport(Time, _credentials);
        _sender = new MessageSender(this);
        _acceptor = new Acceptor(this, settings, _credentials);
    }

    public override ISet<Address> Addresses => new HashSet<Address> { DefaultAddress };

    public override Address DefaultAddress => _address ?? throw new InvalidOperationException("Remoting has not started.");

    public TimeProvider Time { get; }

    /// <summary>Monotonic time since remoting was created.</summary>
    public TimeSpan Now => Time.GetElapsedTime(_start);

    public LinkSettings LinkSettings => _settings.Links;

    public HandshakeIdentity Self => _self;

    public bool IsStopping => Volatile.Read(ref _stopping) != 0;

    /// <summary>Sends and answers heartbeats, on a thread of its own.</summary>
    public HeartbeatLane Heartbeats { get; private set; } = new OfflineHeartbeatLane();

    /// <summary>What went wrong, counted.</summary>
    public RemotingCounters Counters { get; } = new();

    /// <summary>The port this node listens at, which need not be the one others know it by.</summary>
    public int BoundPort { get; private set; }

    public override void Start()
    {
        int port = BoundPort = Listen();
        _address = new Address("akka.tcp", System.Name, _settings.PublicHostName, _settings.PublicPort == 0 ? port : _settings.PublicPort);
        _self = new HandshakeIdentity(
            new PeerIdentity(System.Name, _address.ToString(), AddressUidExtension.Uid(System)), _versions, _settings.SharedSecret);
        Heartbeats = CreateHeartbeatLane();
        _acceptor.Open();
        TimeSpan tick = _settings.SysResendTimeout / 2;
        _tick = Time.CreateTimer(_ => Tick(), null, tick, tick);
        if (_credentials is not null)
        {
            _reload = Time.CreateTimer(_ => ReloadCertificates(_credentials), null, _settings.Tls.ReloadInterval, _settings.Tls.ReloadInterval);
            Log.Info("Connections between nodes use TLS with the certificate {0}", _credentials.Describe());
        }

        Log.Info("Remoting listens at {0} with uid {1}", _address, _self.Peer.Uid);
        Publish(new RemotingListenEvent([_address]));
    }

    public override Address LocalAddressForRemote(Address remote) => DefaultAddress;

    public override void Quarantine(Address address, int? uid) => AssociationOf(address).Quarantine(uid, "it was quarantined");

    public override void Send(object message, IActorRef? sender, RemoteActorRef recipient) =>
        _sender.Send(recipient.Association ??= AssociationOf(recipient.Path.Address), message, sender, recipient);

    public override async Task Shutdown()
    {
        if (Interlocked.Exchange(ref _stopping, 1) != 0)
            return;
        if (_tick is not null)
            await _tick.DisposeAsync().ConfigureAwait(false);
        if (_reload is not null)
            await _reload.DisposeAsync().ConfigureAwait(false);
        await _transport.StopListeningAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_associations.Values.Select(a => a.CloseAsync(_settings.FlushWait)))
                .WaitAsync(_settings.ShutdownTimeout, Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.Warning("Remoting did not end within {0}", _settings.ShutdownTimeout);
        }

        await Task.Run(Heartbeats.Dispose).ConfigureAwait(false);
        await _transport.DisposeAsync().ConfigureAwait(false);
        Publish(new RemotingShutdownEvent());
    }

    public void Dispose()
    {
        _tick?.Dispose();
        _reload?.Dispose();
    }

    public Association AssociationOf(Address address) => _associations.GetOrAdd(address, static (a, self) => new Association(self, a), this);

    /// <summary>Judges a proven peer.</summary>
    public RefusalCode Meet(PeerIdentity peer) =>
        Address.TryParse(peer.Address, out Address? address) ? AssociationOf(address).Meet(peer.Uid) : RefusalCode.Address;

    public IInternalActorRef ResolveLocal(string path) => Provider.ResolveActorRefWithLocalAddress(path, DefaultAddress);

    /// <summary>A sender as the peer names it: without address it is the peer's own.</summary>
    public IActorRef ResolveSender(string path, Address peer) => Provider.ResolveActorRefWithLocalAddress(path, peer);

    public void Publish(RemotingLifecycleEvent lifecycleEvent) => System.EventStream.Publish(lifecycleEvent);

    /// <summary>Dials and proves; the caller owns the connection.</summary>
    public async Task<(ITransportConnection Connection, PeerIdentity Peer)> ConnectAsync(Address address, Lane lane, CancellationToken cancellationToken)
    {
        if (address.Host is not { } host || address.Port is not { } port)
            throw new IOException($"{address} has no host and port.");
        if (!_settings.MaySpeakTo(host))
            throw new IOException("akka.remote.relay.shared-secret is empty: only loopback addresses are spoken to.");
        ITransportConnection connection = await WithDeadlineAsync(
            LinkSettings.ConnectTimeout, token => _transport.ConnectAsync(host, port, token).AsTask(), cancellationToken).ConfigureAwait(false);
        try
        {
            PeerIdentity peer = await WithDeadlineAsync(
                LinkSettings.HandshakeTimeout,
                async token =>
                {
                    await connection.SecureAsync(token).ConfigureAwait(false);
                    return await HandshakeRunner.ConnectAsync(connection, _self, address.ToString(), lane, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            return (connection, peer);
        }
        catch (Exception e)
        {
            connection.Abort();
            await connection.DisposeAsync().ConfigureAwait(false);
            if (e is HandshakeException { Proven: true, Refusal: RefusalCode.Quarantined })
                QuarantinedBy(address);
            throw;
        }
    }

    /// <summary>An incarnation ended: everyone with an actor there learns of it.</summary>
    public void NodeGone(Address address, int? uid, string reason)
    {
        Log.Info("Node {0} with uid {1} is gone: {2}", address, uid, reason);
        if (uid is { } gone)
            Heartbeats.Forget(address, gone);
        AddressTerminatedTopic.Get(System).Publish(new AddressTerminated(address));
    }

    public void QuarantinedBy(Address address)
    {
        Log.Warning("Node {0} has quarantined this node, {1}: it must be restarted to be spoken to again", address, DefaultAddress);
        Publish(new ThisActorSystemQuarantinedEvent(DefaultAddress, address));
    }

    public void ConnectFailed(Address address, Lane lane, Exception failure, int failures, int lost)
    {
        Counters.AddLost(lost);
        LogLevel level = failures == 1 ? LogLevel.WarningLevel : LogLevel.DebugLevel;
        if (Log.IsEnabled(level))
            Log.Log(level, null, $"{lane} link to {address}: {failure.Message} ({failures} in a row, {lost} messages dropped)");
        Publish(new AssociationErrorEvent(failure, DefaultAddress, address, inbound: false, level));
    }

    public void OutboundEnded(Address address, Lane lane, Exception? failure, int lost)
    {
        Counters.AddLost(lost);
        if (failure is not null || lost > 0)
            Log.Info("{0} link to {1} broke, {2} messages were dropped: {3}", lane, address, lost, failure?.Message);
        Publish(new DisassociatedEvent(DefaultAddress, address, inbound: false));
    }

    public void InboundEnded(Address address, Lane lane, Exception? failure)
    {
        if (failure is WireException)
            CutOff(lane, address.ToString(), failure.Message);
        Publish(new DisassociatedEvent(DefaultAddress, address, inbound: true));
    }

    /// <summary>A stranger was turned away, or its connection failed before it had proven itself. A line at first, then now and then one.</summary>
    public void Refused(string endPoint, string reason)
    {
        Counters.AddRefusedConnection();
        if (_refusalLog.TryTake(Now, out int left))
            Log.Warning("A connection from {0} was refused: {1}{2}", endPoint, reason, LogLimit.Left(left));
    }

    /// <summary>A proven peer broke the protocol and lost its connection.</summary>
    public void CutOff(Lane lane, string peer, string reason)
    {
        Counters.AddCutOff();
        if (_cutOffLog.TryTake(Now, out int left))
            Log.Warning("The {0} connection with {1} was cut off: {2}{3}", lane, peer, reason, LogLimit.Left(left));
    }

    public void UnknownFrame(Address peer, FrameType type)
    {
        Counters.AddUnreadable();
        if (_unreadableLog.TryTake(Now, out int left))
            Log.Warning("A frame of type {0} from {1} is unknown here and was passed over{2}", (int)type, peer, LogLimit.Left(left));
    }

    public void Unreadable(Address peer, IActorRef recipient, int serializerId, string manifest, Exception failure)
    {
        Counters.AddUnreadable();
        if (!_unreadableLog.TryTake(Now, out int left))
            return;
        Log.Warning(
            "A message from {0} to {1} (serializer {2}, manifest '{3}') cannot be read: {4}{5}",
            peer,
            recipient,
            serializerId,
            manifest,
            failure.Message,
            LogLimit.Left(left));
    }

    /// <summary>Runs a step that must end in time; when it does not, the caller's cancellation and the deadline can be told apart.</summary>
    internal async Task<T> WithDeadlineAsync<T>(TimeSpan timeout, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(timeout, Time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await step(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {timeout}.");
        }
    }

    private int Listen()
    {
        try
        {
            return _transport.ListenAsync(_settings.HostName, _settings.Port, _acceptor.Accept).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new RemoteTransportException($"Cannot listen for other nodes at {_settings.HostName}:{_settings.Port}: {e.Message}", e);
        }
    }

    private HeartbeatLane CreateHeartbeatLane()
    {
        HeartbeatSettings settings = new(
            _self,
            _credentials,
            _settings.HandshakeTimeout,
            _settings.Links.FrameTimeout,
            _settings.BackoffPeriod,
            _settings.RetryGateClosedFor,
            Meet,
            (address, refusal) =>
            {
                if (refusal == RefusalCode.Quarantined)
                    QuarantinedBy(Address.Parse(address));
            },
            (address, reason) => CutOff(Lane.Heartbeat, address, reason),
            failure => Log.Error(failure, "The heartbeat thread met an error and goes on"));
        return _transport switch
        {
            TcpTransport => new TcpHeartbeatLane(settings, Time),
            InMemoryTransport memory => new InMemoryHeartbeatLane(memory, settings, Time),
            _ => new OfflineHeartbeatLane(),
        };
    }

    private void ReloadCertificates(TlsCredentials credentials)
    {
        if (credentials.Reload() is not { } reload)
            return;
        if (reload.Fault is { } fault)
            Log.Error("The certificate files have changed and cannot be used: {0}. Still used is {1}", fault, reload.InUse);
        else
            Log.Info("The certificate files have changed: new connections use {0}", reload.InUse);
    }

    private void Tick()
    {
        foreach (Association association in _associations.Values)
            association.Tick();
    }
}

using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Broker.Runtime.Remote;
using Broker.Runtime.Remote.Wire;

namespace EngineTests.Remote.Systems;

public sealed class HostilePeerTests : IAsyncLifetime
{
    private const string Secret = "the secret of the tests";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly RemoteSystems _systems = RemoteSystems.OverTcp();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.DisposeAsync();

    [Fact]
    public async Task A_node_with_another_secret_gets_nothing_through_in_either_direction()
    {
        ActorSystem a = _systems.Start();
        ActorSystem stranger = _systems.Start("akka.remote.relay.shared-secret = wrong");
        Inbox atA = new(a);
        Inbox events = new(stranger);
        events.Subscribe<AssociationErrorEvent>(stranger);

        stranger.Seen(a, atA.Ref).Tell("let me in", ActorRefs.NoSender);

        Assert.Contains("Secret", (await events.Await<AssociationErrorEvent>()).Cause.Message, StringComparison.Ordinal);
        Assert.True(atA.IsEmpty);
        Assert.True(a.Remoting().Counters.RefusedConnections > 0);
    }

    [Fact]
    public async Task A_node_of_another_system_is_refused()
    {
        ActorSystem a = _systems.Start();
        ActorSystem other = _systems.Start(name: "other");
        Inbox events = new(other);
        events.Subscribe<AssociationErrorEvent>(other);
        other.Seen(a, new Inbox(a).Ref).Tell("hello", ActorRefs.NoSender);
        Assert.Contains("System", (await events.Await<AssociationErrorEvent>()).Cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_asked_for_under_another_address_refuses()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        Inbox events = new(b);
        events.Subscribe<AssociationErrorEvent>(b);
        b.Provider().ResolveActorRef($"akka.tcp://{a.Name}@localhost:{a.Address().Port}/user/x").Tell("hello", ActorRefs.NoSender);
        Assert.Contains("Address", (await events.Await<AssociationErrorEvent>()).Cause.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\u0001\0\0\0\u0010")]
    [InlineData("\0\0\0\0")]
    [InlineData("\u0005\0\0\0\u0001abcd")]
    public async Task Garbage_is_cut_off_and_others_are_served(string garbage)
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        using RawPeer peer = await RawPeer.Connect(a);
        await peer.Send(System.Text.Encoding.Latin1.GetBytes(garbage));
        await peer.ExpectClosed();
        await ExpectServed(a, b);
    }

    [Fact]
    public async Task A_handshake_that_stalls_is_cut_off()
    {
        ActorSystem a = _systems.Start("akka.remote.relay.handshake-timeout = 200ms");
        using RawPeer silent = await RawPeer.Connect(a);
        using RawPeer half = await RawPeer.Connect(a);
        await half.Send([100, 0, 0]);
        await silent.ExpectClosed();
        await half.ExpectClosed();
    }

    [Fact]
    public async Task Connections_in_their_handshake_are_bounded()
    {
        ActorSystem a = _systems.Start("akka.remote.relay.half-open-connections = 2");
        List<RawPeer> peers = [];
        for (int i = 0; i < 4; i++)
            peers.Add(await RawPeer.Connect(a));
        Task[] closed = [.. peers.Select(p => p.ExpectClosed())];
        await Task.WhenAny(closed);
        Assert.True(a.Remoting().Counters.RefusedConnections is 1 or 2);
        peers.ForEach(p => p.Dispose());
    }

    [Fact]
    public async Task A_proven_peer_that_sends_an_oversize_frame_is_cut_off_and_others_are_served()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        using RawPeer peer = await RawPeer.Connect(a);
        await peer.Prove(a, Lane.Ordinary, Secret);
        await peer.Send([0xFF, 0xFF, 0xFF, 0x7F, 16]);
        await peer.ExpectClosed();
        await ExpectServed(a, b);
    }

    [Fact]
    public async Task A_proven_peer_that_names_an_undefined_slot_is_cut_off()
    {
        ActorSystem a = _systems.Start();
        using RawPeer peer = await RawPeer.Connect(a);
        await peer.Prove(a, Lane.Ordinary, Secret);
        await peer.Send(FrameWriter.ToArray(FrameType.Message, [0x08, 0x05, 0x28, 0x22, 0x3A, 0x00]));
        await peer.ExpectClosed();
    }

    [Fact]
    public async Task Unknown_frames_and_unreadable_messages_of_a_proven_peer_are_passed_over()
    {
        ActorSystem a = _systems.Start();
        Inbox inbox = new(a, "inbox");
        using RawPeer peer = await RawPeer.Connect(a);
        await peer.Prove(a, Lane.Ordinary, Secret);
        await peer.Send(FrameWriter.ToArray((FrameType)200, [1, 2, 3]));
        await peer.Send(Message("/user/inbox", serializerId: 987, "?", [1]));
        await peer.Send(Message("/user/inbox", serializerId: 17, "S", "known"u8.ToArray()));
        Assert.Equal("known", await inbox.Next<string>());
        Assert.Equal(2, a.Remoting().Counters.Unreadable);
    }

    [Fact]
    public async Task A_recorded_handshake_opens_nothing_when_it_is_played_again()
    {
        await using Forwarder forwarder = new();
        ActorSystem a = _systems.Start(forwarder.Settings);
        forwarder.ForwardTo(a.Remoting().BoundPort);
        ActorSystem b = _systems.Start();
        await ExpectServed(a, b);
        Inbox log = new(a);
        log.Subscribe<Warning>(a);

        byte[][] frames = [.. forwarder.Recorded[0].Take(3)];
        using RawPeer replay = await RawPeer.Connect(a.Remoting().BoundPort);
        await replay.Send(frames.SelectMany(f => f).ToArray());
        await replay.ExpectClosed();

        Assert.Equal((FrameType.Hello, FrameType.Proof), ((FrameType)frames[0][4], (FrameType)frames[1][4]));
        Assert.Contains("does not know the shared secret", (await log.Await<Warning>()).ToString(), StringComparison.Ordinal);
        await ExpectServed(a, b);
    }

    [Theory]
    [InlineData((int)Lane.Control)]
    [InlineData((int)Lane.Ordinary)]
    [InlineData((int)Lane.Heartbeat)]
    public async Task A_proven_peer_that_stalls_inside_a_frame_is_cut_off_with_a_log_line(int number)
    {
        Lane lane = (Lane)number;
        ActorSystem a = _systems.Start("akka.remote.relay.frame-timeout = 300ms");
        Inbox log = new(a);
        log.Subscribe<Warning>(a);
        using RawPeer peer = await RawPeer.Connect(a);
        await peer.Prove(a, lane, Secret);
        await peer.Send([.. WholeFrame(lane), 200, 0, 0, 0, 16, 1, 2]);
        await peer.ExpectClosed();
        await log.Await<Warning>(line => line.ToString().Contains("stalled inside a frame", StringComparison.Ordinal));
        await Inbox.Until(() => a.Remoting().Counters.CutOff == 1);
    }

    [Fact]
    public async Task A_proven_peer_that_sends_slowly_but_steadily_is_not_cut_off()
    {
        ActorSystem a = _systems.Start("akka.remote.relay.frame-timeout = 400ms");
        Inbox inbox = new(a, "inbox");
        using RawPeer peer = await RawPeer.Connect(a);
        await peer.Prove(a, Lane.Ordinary, Secret);
        byte[] frame = Message("/user/inbox", serializerId: 17, "S", "x"u8.ToArray());

        // Every read ends inside a frame; only the time since the last whole one counts.
        await peer.Send(frame[..5]);
        for (int i = 0; i < 12; i++)
        {
            await peer.Send([.. frame[5..], .. frame[..5]]);
            Assert.Equal("x", await inbox.Next<string>());
            await inbox.HasNext(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(0, a.Remoting().Counters.CutOff);
    }

    [Theory]
    [InlineData((int)Lane.Control, 21)]
    [InlineData((int)Lane.Ordinary, 17)]
    [InlineData((int)Lane.Ordinary, 1)]
    [InlineData((int)Lane.Heartbeat, 16)]
    public async Task A_frame_that_has_no_place_on_its_lane_ends_the_connection(int number, byte type)
    {
        Lane lane = (Lane)number;
        ActorSystem a = _systems.Start();
        using RawPeer peer = await RawPeer.Connect(a);
        await peer.Prove(a, lane, Secret);
        await peer.Send(FrameWriter.ToArray((FrameType)type, []));
        await peer.ExpectClosed();
        await Inbox.Until(() => a.Remoting().Counters.CutOff == 1);
    }

    [Fact]
    public async Task A_proven_peer_that_floods_the_heartbeat_lane_is_cut_off()
    {
        ActorSystem a = _systems.Start();
        Inbox log = new(a);
        log.Subscribe<Warning>(a);
        using RawPeer peer = await RawPeer.Connect(a);
        await peer.Prove(a, Lane.Heartbeat, Secret);
        byte[] beat = FrameWriter.ToArray(FrameType.Heartbeat, [0x08, 0x01]);
        await peer.Send([.. Enumerable.Range(0, 5000).SelectMany(_ => beat)]);
        await peer.ExpectClosed();
        Assert.Contains("floods", (await log.Await<Warning>()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_proven_peer_makes_a_connection_remember_is_bounded()
    {
        ActorSystem a = _systems.Start();
        using RawPeer peer = await RawPeer.Connect(a);
        await peer.Prove(a, Lane.Ordinary, Secret);
        await peer.Send(Message("/user/" + new string('x', WireEnvelope.LongestPath), serializerId: 17, "S", []));
        await peer.ExpectClosed();
        await Inbox.Until(() => a.Remoting().Counters.CutOff == 1);
    }

    [Fact]
    public async Task Strangers_that_fail_again_and_again_do_not_fill_the_log()
    {
        ActorSystem a = _systems.Start();
        Inbox log = new(a);
        log.Subscribe<Warning>(a);
        const int strangers = 50;
        for (int i = 0; i < strangers; i++)
        {
            using RawPeer peer = await RawPeer.Connect(a);
            await peer.Send([0, 0, 0, 0]);
            await peer.ExpectClosed();
        }

        int lines = 0;
        while (await log.HasNext(TimeSpan.FromMilliseconds(200)))
        {
            await log.Next<Warning>();
            lines++;
        }

        Assert.InRange(lines, 1, LogLimit.Burst + 5);
        Assert.Equal(strangers, a.Remoting().Counters.RefusedConnections);
    }

    [Fact]
    public void A_node_beyond_loopback_does_not_start_without_a_secret()
    {
        ConfigurationException refused = Assert.ThrowsAny<ConfigurationException>(() => _systems.Start("""
            akka.remote.dot-netty.tcp.hostname = "0.0.0.0"
            akka.remote.dot-netty.tcp.maximum-frame-size = 10b
            akka.remote.relay.shared-secret = ""
            """));
        Assert.Contains("shared-secret", refused.Message, StringComparison.Ordinal);
        Assert.Contains("maximum-frame-size", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] WholeFrame(Lane lane) =>
        lane == Lane.Heartbeat ? FrameWriter.ToArray(FrameType.Heartbeat, [0x08, 0x01]) : FrameWriter.ToArray((FrameType)200, [1]);

    private static byte[] Message(string path, int serializerId, string manifest, byte[] payload)
    {
        WireEnvelope envelope = default;
        envelope.RecipientSlot = WireEnvelope.NoSlot;
        envelope.SenderSlot = WireEnvelope.NoSlot;
        envelope.RecipientPath = System.Text.Encoding.UTF8.GetBytes(path);
        envelope.SerializerId = serializerId;
        envelope.Manifest = System.Text.Encoding.UTF8.GetBytes(manifest);
        envelope.Payload = payload;
        byte[] frame = new byte[WireEnvelopeWriter.UpperBound(envelope.RecipientPath, [], envelope.Manifest, payload.Length)];
        return frame[..WireEnvelopeWriter.Write(frame, FrameType.Message, envelope)];
    }

    private static async Task ExpectServed(ActorSystem a, ActorSystem b)
    {
        IActorRef echo = a.ActorOf(Props.Create<EchoActor>());
        Assert.Equal("served", await b.Seen(a, echo).Ask<string>("served", Patience));
    }
}

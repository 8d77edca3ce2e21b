using System.Runtime.InteropServices;
using System.Text;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using static Broker.Tests.Protocol.Mqtt.Packets;

namespace Broker.Tests.Protocol.Clients;

public sealed class MqttProtocolTests
{
    private const string Accepted = "reply 820420020000";

    private readonly CommandLog _commands = new();
    private readonly MqttProtocol _client = new(maxPacketBytes: 1000);

    [Fact]
    public void A_client_that_connects_is_welcomed_and_held_to_its_keep_alive()
    {
        _client.Open(_commands);
        Receive(Connect(keepAlive: 20));
        Assert.Equal(["silence 10", "silence 30", Accepted], _commands.Take());
    }

    [Fact]
    public void A_client_without_keep_alive_may_be_silent()
    {
        Receive(Connect(keepAlive: 0));
        Assert.Equal(["silence ", Accepted], _commands.Take());
    }

    [Theory]
    [InlineData("MQIsdp", 3)]
    [InlineData("MQTT", 5)]
    public void Another_version_is_refused_by_its_code(string name, byte level)
    {
        Receive(Connect(name, level));
        Assert.Equal(["reply 820420020001", "close 1008 only MQTT 3.1.1"], _commands.Take());
    }

    [Fact]
    public void A_session_without_a_name_is_refused_by_its_code()
    {
        Receive(Connect(flags: 0, clientId: ""));
        Assert.Equal(["reply 820420020002", "close 1008 a session needs a client id"], _commands.Take());
    }

    public static TheoryData<string, byte[]> MalformedFirst() => new()
    {
        { "not a connect", Packet(0xC0) },
        { "reserved flag", Connect(flags: 0x03) },
        { "will qos without will", Connect(flags: 0x0A) },
        { "will qos 3", Connect(flags: 0x1E) },
        { "password without user", Connect(flags: 0x42) },
        { "flags of the packet", Packet(0x11, Connect().AsSpan(2)) },
        { "bytes after the end", Packet(0x10, [.. Connect().AsSpan(2), 0]) },
        { "too short", Packet(0x10, [0, 4, .. "MQTT"u8, 4]) },
        { "another protocol", Connect("HTTP", 4) },
        { "length of five bytes", [0x10, 0x80, 0x80, 0x80, 0x80, 0x01] },
    };

    [Theory]
    [MemberData(nameof(MalformedFirst))]
    public void A_malformed_beginning_ends_the_connection(string what, byte[] packet)
    {
        Assert.NotEmpty(what);
        Receive(packet);
        Assert.Equal(["close 3501 malformed packet"], _commands.Take());
    }

    public static TheoryData<string, byte[]> MalformedLater() => new()
    {
        { "connect again", Connect() },
        { "subscribe without its flags", Packet(0x80, Subscribe(1, "a").AsSpan(2)) },
        { "subscribe to nothing", Packet(0x82, [0, 1]) },
        { "subscribe with packet id 0", Subscribe(0, "a") },
        { "subscribe with qos 3", Packet(0x82, [0, 1, 0, 1, (byte)'a', 3]) },
        { "subscribe to an empty filter", Subscribe(1, "") },
        { "unsubscribe from nothing", Packet(0xA2, [0, 1]) },
        { "publish that repeats at qos 0", Publish("a", "x", flags: 0x8) },
        { "publish of qos 3", Publish("a", "x", flags: 0x6) },
        { "publish with a topic that is cut", Packet(0x30, [0, 9, (byte)'a']) },
        { "publish with a topic that is not utf8", Packet(0x30, [0, 1, 0xFF]) },
        { "ping with a body", Packet(0xC0, [0]) },
        { "a packet of servers", Packet(0xD0) },
        { "a reserved packet", Packet(0xF0) },
        { "an acknowledgement of nothing", Packet(0x40, [0, 1]) },
    };

    [Theory]
    [MemberData(nameof(MalformedLater))]
    public void A_malformed_packet_ends_the_connection(string what, byte[] packet)
    {
        Assert.NotEmpty(what);
        Connected();
        Receive([.. packet, .. Packet(0xC0)]);
        Assert.Equal(["close 3501 malformed packet"], _commands.Take());
    }

    [Fact]
    public void A_publish_of_qos_0_is_published_by_the_kind_of_its_bytes()
    {
        Connected();
        Receive(Publish("a/b", "hello"));
        Receive(Publish("a/b", "{}"));
        Receive(Packet(0x31, [0, 1, (byte)'c', 0xFF]));
        Assert.Equal(["publish a/b Text hello", "publish a/b Json {}", "publish c Binary \uFFFD"], _commands.Take());
    }

    [Theory]
    [InlineData(0x2)]
    [InlineData(0x4)]
    public void A_publish_above_qos_0_ends_the_connection(byte flags)
    {
        Connected();
        Receive(Publish("a", "x", flags));
        Assert.Equal(["close 1003 only QoS 0"], _commands.Take());
    }

    [Theory]
    [InlineData("a/+")]
    [InlineData("#")]
    [InlineData("$SYS/load")]
    [InlineData("")]
    public void A_publish_to_no_topic_ends_the_connection(string topic)
    {
        Connected();
        Receive(Publish(topic, "x"));
        Assert.Equal(["close 3501 bad topic name"], _commands.Take());
    }

    [Fact]
    public void A_subscribe_is_acknowledged_when_all_its_topics_have_answered()
    {
        Connected();
        Receive(Subscribe(7, "a", "b"));
        Assert.Equal(["subscribe a #1", "subscribe b #2"], _commands.Take());
        _client.Subscribed(new SubscribeOutcome(2, ErrorCode.Unavailable), _commands);
        Assert.Empty(_commands.Take());
        _client.Subscribed(new SubscribeOutcome(1, null), _commands);
        Assert.Equal(["reply 8206900400070080"], _commands.Take());
    }

    [Fact]
    public void A_subscribe_above_qos_0_is_granted_0()
    {
        Connected();
        Receive(Packet(0x82, [0, 1, 0, 1, (byte)'a', 2]));
        _client.Subscribed(new SubscribeOutcome(1, null), _commands);
        Assert.Equal(["subscribe a #1", "reply 82059003000100"], _commands.Take());
    }

    [Fact]
    public void A_filter_with_wildcards_is_subscribed_and_a_malformed_one_fails_alone()
    {
        Connected();
        Receive(Subscribe(1, "a/#", "b", "+c"));
        _client.Subscribed(new SubscribeOutcome(2, null), _commands);
        _client.Subscribed(new SubscribeOutcome(1, null), _commands);
        Assert.Equal(["filter a/# #1", "subscribe b #2", "reply 820790050001000080"], _commands.Take());
        Receive(Subscribe(2, "$SYS/#"));
        Assert.Equal(["reply 82059003000280"], _commands.Take());
    }

    [Fact]
    public void An_outcome_that_nobody_waits_for_changes_nothing()
    {
        Connected();
        _client.Subscribed(new SubscribeOutcome(99, null), _commands);
        Assert.Empty(_commands.Take());
    }

    [Fact]
    public void An_unsubscribe_is_done_and_acknowledged()
    {
        Connected();
        Receive(Packet(0xA2, [0, 9, 0, 1, (byte)'a', 0, 1, (byte)'#']));
        Assert.Equal(["unsubscribe a", "unfilter #", "reply 8204b0020009"], _commands.Take());
    }

    [Fact]
    public void A_ping_is_answered()
    {
        Connected();
        Receive(Packet(0xC0));
        Assert.Equal(["reply 8202d000"], _commands.Take());
    }

    [Fact]
    public void A_disconnect_ends_the_connection_in_order_and_nothing_after_it_counts()
    {
        Connected();
        Receive([.. Packet(0xE0), .. Publish("a", "late")]);
        Assert.Equal(["close 1000"], _commands.Take());
    }

    [Fact]
    public void Packets_may_share_a_frame_and_be_cut_by_frames()
    {
        byte[] all = [.. Connect(), .. Subscribe(1, "a"), .. Publish("b", "hello"), .. Packet(0xC0)];
        for (var cut = 0; cut <= all.Length; cut++)
        {
            var commands = new CommandLog();
            var client = new MqttProtocol(maxPacketBytes: 1000);
            client.Receive(MessageKind.Binary, all.AsMemory(0, cut), commands);
            client.Receive(MessageKind.Binary, all.AsMemory(cut), commands);
            Assert.Equal(["silence ", Accepted, "subscribe a #1", "publish b Text hello", "reply 8202d000"], commands.Take());
        }
    }

    [Fact]
    public void Packets_may_come_byte_by_byte()
    {
        foreach (var b in (byte[])[.. Connect(), .. Publish("b", "hello"), .. Publish("b", "again")])
        {
            Receive([b]);
        }

        Assert.Equal(["silence ", Accepted, "publish b Text hello", "publish b Text again"], _commands.Take());
    }

    [Fact]
    public void A_packet_beyond_the_limit_ends_the_connection_when_its_length_is_read()
    {
        Connected();
        Receive([0x30, 0xE9, 0x07]);
        Assert.Equal(["close 1009 packet too long"], _commands.Take());
    }

    [Fact]
    public void A_text_frame_ends_the_connection()
    {
        _client.Receive(MessageKind.Text, Connect(), _commands);
        Assert.Equal(["close 1003 MQTT packets come in binary frames"], _commands.Take());
    }

    [Fact]
    public void A_publish_that_is_lost_is_no_reason_to_end_a_connection_of_qos_0()
    {
        Connected();
        _client.Published(new PublishOutcome(0, ErrorCode.OutcomeUnknown), _commands);
        _client.StreamReset(TopicName.Parse("a"), new Epoch(1), _commands);
        Assert.Empty(_commands.Take());
        _client.Published(new PublishOutcome(0, ErrorCode.PermissionDenied), _commands);
        Assert.Equal(["close 1008 permission denied"], _commands.Take());
    }

    [Fact]
    public void A_small_publish_in_a_large_frame_does_not_keep_the_frame()
    {
        var payloads = new List<ReadOnlyMemory<byte>>();
        Connected();
        var frame = new List<byte>(Publish("b", "tiny"));
        frame.AddRange(Publish("b", new string('x', 900)));
        _client.Receive(MessageKind.Binary, frame.ToArray(), new PayloadSink(payloads));
        Assert.Equal("tiny", Encoding.UTF8.GetString(payloads[0].Span));
        Assert.True(MemoryMarshal.TryGetArray(payloads[0], out var array));
        Assert.Equal(4, array.Array!.Length);
    }

    private void Connected()
    {
        Receive(Connect());
        _commands.Take();
    }

    private void Receive(byte[] message) => _client.Receive(MessageKind.Binary, message, _commands);
}

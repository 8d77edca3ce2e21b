using System.Text;
using Broker.Actors.Connections;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.WebSockets;
using Broker.Testing.Clients;

namespace Broker.Tests.Node.WebSockets;

public sealed class ClientSocketTests
{
    [Fact]
    public async Task Messages_reach_the_actor_in_order()
    {
        await using var bench = new SocketBench();
        await bench.Client.SendAsync((byte[])[.. ClientFrame.Text("one"), .. ClientFrame.Binary([2]), .. ClientFrame.Text("three")]);
        await bench.Received.CountAsync(3, "messages");
        Assert.Equal(
            ["Text one", "Binary \u0002", "Text three"],
            bench.Received.Snapshot().Cast<InboundMessage>().Select(static m => $"{m.Kind} {Encoding.UTF8.GetString(m.Bytes.Span)}"));
    }

    [Fact]
    public async Task Frames_reach_the_client_in_order()
    {
        await using var bench = new SocketBench();
        for (byte i = 0; i < 100; i++)
        {
            if (bench.Socket.Outbox.Offer(FrameWriter.Frame(Opcode.Binary, [i])) == OfferResult.WakeNeeded)
            {
                bench.Socket.Outbox.Wake();
            }
        }

        for (byte i = 0; i < 100; i++)
        {
            var happened = await bench.Client.ReadAsync();
            Assert.Equal([i], happened!.Value.Data.ToArray());
        }
    }

    [Fact]
    public async Task Small_and_large_frames_keep_their_order()
    {
        await using var bench = new SocketBench();
        int[] sizes = [1, 20_000, 2, 16_000, 3, 100_000, 4];
        foreach (var size in sizes)
        {
            bench.Socket.Outbox.Offer(FrameWriter.Frame(Opcode.Binary, new byte[size]));
        }

        bench.Socket.Outbox.Wake();
        foreach (var size in sizes)
        {
            Assert.Equal(size, (await bench.Client.ReadAsync())!.Value.Data.Length);
        }
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_bytes()
    {
        await using var bench = new SocketBench();
        await bench.Client.SendAsync(ClientFrame.Of(0x9, [1, 2, 3]));
        var pong = await bench.Client.ReadAsync();
        Assert.Equal(WebSocketEventKind.Pong, pong!.Value.Kind);
        Assert.Equal([1, 2, 3], pong.Value.Data.ToArray());
    }

    [Fact]
    public async Task A_client_that_closes_is_answered_with_its_code_and_let_go()
    {
        await using var bench = new SocketBench();
        await bench.Client.SendAsync(ClientFrame.Close(3999, "bye"));
        await ExpectCloseAsync(bench, 3999);
        await bench.EndAsync();
        Assert.Null(await bench.Client.ReadAsync());
    }

    [Fact]
    public async Task A_node_that_closes_sends_what_is_queued_and_waits_for_the_clients_word()
    {
        await using var bench = new SocketBench();
        bench.Socket.Outbox.Offer(FrameWriter.Frame(Opcode.Text, "last"u8));
        bench.Socket.Outbox.Close(CloseCode.ServiceRestart, "stops");
        Assert.Equal("last"u8.ToArray(), (await bench.Client.ReadAsync())!.Value.Data.ToArray());
        await ExpectCloseAsync(bench, 1012, "stops");
        Assert.False(bench.Running.IsCompleted);
        await bench.Client.SendAsync(ClientFrame.Text("crossed the close on the wire"));
        await bench.Client.SendAsync(ClientFrame.Close(1012));
        await bench.EndAsync();
        Assert.IsType<SocketClosed>(Assert.Single(bench.Received.Snapshot()));
    }

    [Fact]
    public async Task A_client_that_does_not_answer_a_close_is_cut()
    {
        await using var bench = new SocketBench();
        bench.Socket.Outbox.Close(CloseCode.Normal, "");
        await ExpectCloseAsync(bench, 1000);
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        await bench.EndAsync();
    }

    [Fact]
    public async Task A_client_that_breaks_the_protocol_is_told_so_and_let_go_when_it_answers()
    {
        await using var bench = new SocketBench();
        await bench.Client.SendAsync((byte[])[.. ClientFrame.Text("before"), .. ClientFrame.Of(0x3, []), .. ClientFrame.Text("after")]);
        await ExpectCloseAsync(bench, 1002, "reserved opcode");
        await bench.Client.SendAsync(ClientFrame.Close(1002));
        await bench.EndAsync();
        Assert.Single(bench.Received.Snapshot().OfType<InboundMessage>());
    }

    [Fact]
    public async Task A_client_that_breaks_the_protocol_and_goes_on_is_cut()
    {
        await using var bench = new SocketBench();
        await bench.Client.SendAsync(ClientFrame.Of(0x3, []));
        await ExpectCloseAsync(bench, 1002, "reserved opcode");
        await bench.Client.SendAsync(new byte[10_000]);
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        await bench.EndAsync();
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_1009()
    {
        await using var bench = new SocketBench(static options => options.MaxMessageBytes = 128);
        await bench.Client.SendAsync(ClientFrame.Binary(new byte[129]));
        await ExpectCloseAsync(bench, 1009, "message too long");
    }

    [Fact]
    public async Task A_client_that_goes_without_a_word_ends_the_socket()
    {
        await using var bench = new SocketBench();
        bench.Client.Stream.End();
        await bench.EndAsync();
    }

    [Fact]
    public async Task A_connection_that_is_cut_ends_the_socket()
    {
        await using var bench = new SocketBench();
        bench.Client.Stream.Cut();
        await bench.EndAsync();
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_closed_as_slow_and_cut()
    {
        await using var bench = new SocketBench(static options => options.OutboxBytes = 10_000, roomBytes: 1024);
        var frame = FrameWriter.Frame(Opcode.Binary, new byte[500]);
        OfferResult offered;
        do
        {
            offered = bench.Socket.Outbox.Offer(frame);
            bench.Socket.Outbox.Wake();
        }
        while (offered is OfferResult.Queued or OfferResult.WakeNeeded);

        Assert.Equal(OfferResult.Overflow, offered);
        Assert.Same(CloseCode.Slow, bench.Socket.Outbox.Closing!.Code);
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        await bench.EndAsync();
    }

    [Fact]
    public async Task A_client_that_reads_again_in_time_is_told_that_it_was_slow()
    {
        await using var bench = new SocketBench(static options => options.OutboxBytes = 10_000, roomBytes: 1024);
        var frame = FrameWriter.Frame(Opcode.Binary, new byte[500]);
        while (bench.Socket.Outbox.Offer(frame) is OfferResult.Queued or OfferResult.WakeNeeded)
        {
            bench.Socket.Outbox.Wake();
        }

        WebSocketEvent? happened;
        do
        {
            happened = await bench.Client.ReadAsync();
        }
        while (happened is { Kind: WebSocketEventKind.Binary });

        Assert.Equal((ushort)3008, happened!.Value.PeerCode);
    }

    [Fact]
    public async Task A_write_that_takes_too_long_cuts_the_connection()
    {
        await using var bench = new SocketBench(roomBytes: 1024);
        bench.Socket.Outbox.Offer(FrameWriter.Frame(Opcode.Binary, new byte[50_000]));
        bench.Socket.Outbox.Wake();
        Assert.Equal(1, await ReadSomeAsync(bench));
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        await bench.EndAsync();
    }

    [Fact]
    public async Task A_silent_client_is_pinged_and_closed_when_it_stays_silent()
    {
        await using var bench = new SocketBench();
        bench.Time.Advance(TimeSpan.FromSeconds(27));
        Assert.Equal(WebSocketEventKind.Ping, (await bench.Client.ReadAsync())!.Value.Kind);
        bench.Time.Advance(TimeSpan.FromSeconds(12));
        await ExpectCloseAsync(bench, 3012, "no pong");
    }

    [Fact]
    public async Task A_client_that_is_silent_for_longer_than_agreed_is_closed()
    {
        await using var bench = new SocketBench();
        bench.Socket.LimitSilence(TimeSpan.FromSeconds(5));
        bench.Time.Advance(TimeSpan.FromSeconds(8));
        await ExpectCloseAsync(bench, 3012, "silent for longer than agreed");
    }

    [Fact]
    public async Task The_socket_is_not_read_while_its_credit_is_used_up()
    {
        await using var bench = new SocketBench(pending: 2);
        await bench.Client.SendAsync((byte[])[.. ClientFrame.Text("1"), .. ClientFrame.Text("2"), .. ClientFrame.Text("3"), .. ClientFrame.Of(0x9, [])]);
        await bench.Received.CountAsync(2, "messages");
        Assert.Equal(2, bench.Socket.Gate.Messages);
        bench.Socket.Gate.Give(1);
        await bench.Received.CountAsync(3, "messages");
        Assert.Equal(WebSocketEventKind.Pong, (await bench.Client.ReadAsync())!.Value.Kind);
    }

    [Fact]
    public async Task An_abort_ends_the_socket_whatever_is_queued()
    {
        await using var bench = new SocketBench();
        bench.Socket.Outbox.Offer(new byte[10]);
        bench.Socket.Abort();
        bench.Socket.Abort();
        await bench.EndAsync();
    }

    [Fact]
    public async Task Message_kinds_are_told_apart()
    {
        await using var bench = new SocketBench();
        await bench.Client.SendAsync((byte[])[.. ClientFrame.Text("{}"), .. ClientFrame.Binary("{}"u8)]);
        await bench.Received.CountAsync(2, "messages");
        Assert.Equal([MessageKind.Text, MessageKind.Binary], bench.Received.Snapshot().Cast<InboundMessage>().Select(static m => m.Kind));
    }

    private static async Task ExpectCloseAsync(SocketBench bench, ushort code, string reason = "")
    {
        var happened = await bench.Client.ReadAsync();
        Assert.Equal(WebSocketEventKind.Close, happened!.Value.Kind);
        Assert.Equal(code, happened.Value.PeerCode);
        Assert.Equal(reason, happened.Value.Detail);
    }

    private static async Task<int> ReadSomeAsync(SocketBench bench) => await bench.Client.Stream.ReadAsync(new byte[1]);
}

using System.Net;
using System.Net.Sockets;
using Broker.Node.Listening;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Node.Listening;

public sealed class SocketStreamTests(ITestOutputHelper output)
{
    private const int Bytes = 8 * 1024 * 1024;

    [Fact]
    public async Task What_comes_in_pieces_is_read_whole_in_pieces_of_other_sizes()
    {
        var (random, sent) = Make();
        using var pair = await Pair.ConnectAsync();
        var sending = SendInPiecesAsync(pair.Client, sent, new Random(random.Next()));

        var read = new byte[Bytes];
        for (var count = 0; count < Bytes;)
        {
            if (random.Next(2) == 0)
            {
                Assert.Equal(0, await pair.Stream.ReadAsync(Memory<byte>.Empty).AsTask().WaitAsync(Deadline.Step));
            }

            count += await pair.Stream.ReadAsync(read.AsMemory(count, Math.Min(random.Next(1, 20_000), Bytes - count))).AsTask().WaitAsync(Deadline.Step);
        }

        await sending;
        Assert.True(sent.AsSpan().SequenceEqual(read));
        pair.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await pair.Stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Deadline.Step));
    }

    [Fact]
    public async Task What_the_system_does_not_take_at_once_arrives_whole()
    {
        var (random, sent) = Make();
        using var pair = await Pair.ConnectAsync();
        var writing = pair.Stream.WriteAsync(sent).AsTask();
        Assert.False(writing.IsCompleted);

        var read = new byte[Bytes];
        for (var count = 0; count < Bytes;)
        {
            count += await pair.Client.ReceiveAsync(read.AsMemory(count, Math.Min(random.Next(1, 100_000), Bytes - count))).AsTask().WaitAsync(Deadline.Step);
        }

        await writing.WaitAsync(Deadline.Step);
        Assert.True(sent.AsSpan().SequenceEqual(read));
    }

    [Fact]
    public async Task A_cut_ends_what_waits()
    {
        using var pair = await Pair.ConnectAsync();
        var reading = pair.Stream.ReadAsync(Memory<byte>.Empty).AsTask();
        var writing = pair.Stream.WriteAsync(new byte[Bytes]).AsTask();

        pair.Stream.Cut();
        pair.Stream.Cut();

        await Assert.ThrowsAnyAsync<SocketException>(() => writing.WaitAsync(Deadline.Step));
        await Task.WhenAny(reading).WaitAsync(Deadline.Step);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await pair.Stream.ReadExactlyAsync(new byte[1]));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await pair.Stream.WriteAsync(new byte[1]));
    }

    [Fact]
    public async Task A_reset_ends_a_wait_and_fails_the_read_after_it()
    {
        using var pair = await Pair.ConnectAsync();
        var reading = pair.Stream.ReadAsync(Memory<byte>.Empty).AsTask();

        pair.Client.LingerState = new LingerOption(true, 0);
        pair.Client.Dispose();

        await Task.WhenAny(reading).WaitAsync(Deadline.Step);
        await Assert.ThrowsAsync<SocketException>(async () => await pair.Stream.ReadExactlyAsync(new byte[1]));
    }

    private (Random Random, byte[] Sent) Make()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed: {seed}");
        var random = new Random(seed);
        var sent = new byte[Bytes];
        random.NextBytes(sent);
        return (random, sent);
    }

    private static async Task SendInPiecesAsync(Socket socket, ReadOnlyMemory<byte> bytes, Random random)
    {
        while (!bytes.IsEmpty)
        {
            var piece = Math.Min(random.Next(1, 100_000), bytes.Length);
            await socket.SendAsync(bytes[..piece]);
            bytes = bytes[piece..];
        }
    }

    private sealed class Pair : IDisposable
    {
        private readonly Socket _accepted;

        private Pair(Socket client, Socket accepted)
        {
            Client = client;
            _accepted = accepted;
            Stream = new SocketStream(accepted);
        }

        public Socket Client { get; }

        public SocketStream Stream { get; }

        public static async Task<Pair> ConnectAsync()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await client.ConnectAsync(listener.LocalEndpoint);
            return new Pair(client, await listener.AcceptSocketAsync());
        }

        public void Dispose()
        {
            Client.Dispose();
            _accepted.Dispose();
            Stream.Dispose();
        }
    }
}

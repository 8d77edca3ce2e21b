using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Wire;

namespace EngineTests.Remote.Systems;

/// <summary>A bare TCP connection to a node, for what an honest node never sends.</summary>
internal sealed class RawPeer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public static Task<RawPeer> Connect(ActorSystem node) => Connect(node.Address().Port!.Value);

    public static async Task<RawPeer> Connect(int port)
    {
        RawPeer peer = new();
        await peer._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return peer;
    }

    public async Task Send(byte[] bytes) => await _socket.SendAsync(bytes);

    /// <summary>Proves itself as a node would.</summary>
    public async Task Prove(ActorSystem node, Lane lane, string secret, int uid = 4711)
    {
        PeerIdentity self = new(node.Name, $"akka.tcp://{node.Name}@127.0.0.1:9", uid);
        HandshakeInitiator handshake = new(
            self, ProtocolVersions.Current, node.Address().ToString(), lane, Encoding.UTF8.GetBytes(secret), RandomNumberGenerator.GetBytes(HandshakeProof.NonceBytes));
        await Send(handshake.Start());
        while (true)
        {
            byte[] frame = await ReceiveFrame();
            HandshakeStep step = handshake.Receive((FrameType)frame[0], frame.AsSpan(1));
            if (step.Outcome == HandshakeOutcome.Completed)
                return;
            Assert.Equal(HandshakeOutcome.Continue, step.Outcome);
            await Send(step.Send!);
        }
    }

    /// <summary>Waits until the node closes the connection.</summary>
    public async Task ExpectClosed()
    {
        byte[] buffer = new byte[1024];
        using CancellationTokenSource deadline = new(Patience);
        try
        {
            while (await _socket.ReceiveAsync(buffer, deadline.Token) > 0)
            {
                // What it said before is of no interest here.
            }
        }
        catch (SocketException)
        {
            // Reset: closed, too.
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("The node did not close the connection.");
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]> ReceiveFrame()
    {
        byte[] length = await ReceiveExactly(FrameReader.LengthBytes);
        return await ReceiveExactly(BitConverter.ToInt32(length));
    }

    private async Task<byte[]> ReceiveExactly(int count)
    {
        byte[] bytes = new byte[count];
        using CancellationTokenSource deadline = new(Patience);
        for (int at = 0; at < count;)
        {
            int read = await _socket.ReceiveAsync(bytes.AsMemory(at), deadline.Token);
            Assert.NotEqual(0, read);
            at += read;
        }

        return bytes;
    }
}

using System.Buffers;
using System.Net.Sockets;
using Broker.Node.Http;
using Broker.Node.WebSockets;
using Broker.Protocol.WebSockets;

namespace Broker.Node.Listening;

/// <summary>Accepts WebSockets before an HTTP server is made for their connection; everything else is left to it untouched.</summary>
/// <remarks>
/// A request is taken here when its head is there whole at the first look, is of the plainest kind (<see cref="UpgradeHead"/>) and is for one
/// of the paths of WebSockets. What is decided about it is decided by the same endpoints.
/// </remarks>
internal sealed class EarlyUpgrade(WebSocketEndpoint endpoint, OriginRule rule, TimeProvider time)
{
    /// <summary>The head of a request that is taken here; null, with nothing read, for what is for the server.</summary>
    /// <param name="socket">A connection on which something has come, or that the client has ended.</param>
    /// <param name="hasEnded">Whether the client has ended it without a word.</param>
    public static UpgradeHead? TakeHead(Socket socket, out bool hasEnded)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(UpgradeHead.MaxBytes);
        try
        {
            var count = socket.Receive(buffer.AsSpan(0, UpgradeHead.MaxBytes), SocketFlags.Peek);
            hasEnded = count == 0;
            if (!UpgradeHead.TryRead(buffer.AsSpan(0, count), out var head) || !IsOurs(head.Target))
            {
                return null;
            }

            // It is all there, so this waits for nothing.
            for (var read = 0; read < head.Length;)
            {
                read += socket.Receive(buffer.AsSpan(read, head.Length - read), SocketFlags.None);
            }

            return head;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Answers a request; null when it was refused.</summary>
    public async Task<OpenedSocket?> OpenAsync(Socket socket, SocketStream stream, UpgradeHead head, CancellationToken stopping)
    {
        using var request = new EarlyRequest(socket, head, stopping);
        OpenedSocket? opened = null;
        var guard = new BrowserGuard(
            async context => opened = IsMqtt(head.Target) ? await endpoint.OpenMqttAsync(context) : await endpoint.OpenPlainAsync(context), rule);
        await guard.InvokeAsync(request.Context);
        try
        {
            await stream.WriteAsync(opened is null ? request.Refusal(time.GetUtcNow()) : request.Switching(), CancellationToken.None);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client has gone before it was answered; the actor learns it as of any other socket.
            stream.Cut();
        }

        return opened;
    }

    /// <summary>A client that was let in has ended, after its socket has run.</summary>
    public void Forget(ClientSocket client) => endpoint.Forget(client);

    // Paths as clients write them. Other spellings of the same are for the router.
    private static bool IsOurs(string target)
    {
        var path = RequestTarget.Parse(target).Path;
        return !path.Contains("/.", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal)
            && (IsMqtt(target) || path.SequenceEqual(ProtocolChoice.PlainPath) || path.StartsWith(ProtocolChoice.PlainPath + "/"));
    }

    private static bool IsMqtt(string target) => RequestTarget.Parse(target).Path.SequenceEqual(ProtocolChoice.MqttPath);
}

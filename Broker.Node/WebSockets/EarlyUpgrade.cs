using System.Buffers;
using System.IO.Pipelines;
using Broker.Node.Configuration;
using Broker.Node.Http;
using Broker.Protocol.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;

namespace Broker.Node.WebSockets;

/// <summary>Accepts WebSockets before an HTTP server is made for their connection; everything else goes on to it untouched.</summary>
/// <remarks>
/// Of an idle connection's memory more than the broker's own part belongs to the HTTP layer, which only the handshake needs. A request
/// is taken here when its head comes whole in the first read, is of the plainest kind (<see cref="UpgradeHead"/>) and is for one of
/// the paths of WebSockets. What is decided about it is decided by the same endpoints.
/// </remarks>
internal sealed class EarlyUpgrade(WebSocketEndpoint endpoint, OriginRule rule, IOptions<HttpOptions> options, TimeProvider time)
{
    /// <summary>Takes a connection, or lets <paramref name="next"/> have it.</summary>
    public async Task OnConnectionAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<IConnectionSocketFeature>() is not { } feature
            || await ReadAsync(connection) is not { } head)
        {
            await next(connection);
            return;
        }

        // Nothing of the request is held from here on.
        var stream = new TransportStream(connection.Transport.Input, feature.Socket);
        if (await OpenAsync(connection, head, stream) is { } opened)
        {
            await endpoint.RunAsync(opened, stream, connection.Abort);
        }
    }

    // Null, with nothing consumed, for what is not taken here.
    private async Task<UpgradeHead?> ReadAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        ReadResult read;

        // The HTTP server has its own limits of time for those who do not begin, and ends them when the node stops.
        using var timeout = new CancellationTokenSource(options.Value.HeaderTimeout, time);
        var nodeStops = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, nodeStops);
        try
        {
            read = await input.ReadAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Too slow, gone already, or too late: the HTTP server knows what to do with each.
            return null;
        }

        var bytes = read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.Slice(0, Math.Min(read.Buffer.Length, UpgradeHead.MaxBytes)).ToArray();
        var isTaken = UpgradeHead.TryRead(bytes, out var head) && IsOurs(head.Target);
        input.AdvanceTo(isTaken ? read.Buffer.GetPosition(head!.Length) : read.Buffer.Start);
        return isTaken ? head : null;
    }

    // Paths as clients write them. Other spellings of the same are for the router.
    private static bool IsOurs(string target)
    {
        var question = target.IndexOf('?');
        var path = question < 0 ? target.AsSpan() : target.AsSpan(0, question);
        return !path.Contains("/.", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal)
            && (IsMqtt(target) || path.SequenceEqual(ProtocolChoice.PlainPath) || path.StartsWith(ProtocolChoice.PlainPath + "/"));
    }

    private static bool IsMqtt(string target) =>
        target.StartsWith(ProtocolChoice.MqttPath, StringComparison.Ordinal) && (target.Length == ProtocolChoice.MqttPath.Length || target[ProtocolChoice.MqttPath.Length] == '?');

    private async Task<OpenedSocket?> OpenAsync(ConnectionContext connection, UpgradeHead head, TransportStream stream)
    {
        using var request = new EarlyRequest(connection, head);
        OpenedSocket? opened = null;
        var guard = new BrowserGuard(
            async context => opened = IsMqtt(head.Target) ? await endpoint.OpenMqttAsync(context) : await endpoint.OpenPlainAsync(context), rule);
        await guard.InvokeAsync(request.Context);
        try
        {
            if (opened is null)
            {
                await connection.Transport.Output.WriteAsync(request.Refusal(time.GetUtcNow()));
            }
            else
            {
                await stream.WriteAsync(request.Switching());
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone before it was answered; the actor learns it as of any other socket.
            connection.Abort();
        }

        return opened;
    }
}

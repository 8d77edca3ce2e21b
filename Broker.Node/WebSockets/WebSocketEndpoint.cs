using Broker.Actors.Connections;
using Broker.Node.Configuration;
using Broker.Node.Http;
using Broker.Node.Shutdown;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.WebSockets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Broker.Node.WebSockets;

/// <summary>Opens WebSockets: checks the request, makes the connection's actor, waits for its word and hands the stream over.</summary>
internal sealed class WebSocketEndpoint(
    ConnectionFactory connections,
    ClientSockets sockets,
    NodeState state,
    IOptions<HttpOptions> http,
    IOptions<ClientSocketOptions> options)
{
    // The actor has a limit of its own; this one is for an actor that failed before it could say anything.
    private static readonly TimeSpan AdmissionLimit = TimeSpan.FromSeconds(30);

    /// <summary><c>/websocket</c> and <c>/websocket/{key}</c>.</summary>
    public Task PlainAsync(HttpContext context)
    {
        var protocol = ProtocolChoice.Plain(RequestTarget.Of(context), out var refusal);
        return protocol is null
            ? Answers.ErrorAsync(context, ErrorCode.BadRequest, refusal)
            : OpenAsync(context, protocol, []);
    }

    /// <summary><c>/mqtt</c>.</summary>
    public Task MqttAsync(HttpContext context) =>
        OpenAsync(context, new MqttProtocol(options.Value.MaxMessageBytes), ["mqtt"]);

    private async Task OpenAsync(HttpContext context, IClientProtocol protocol, string[] subprotocols)
    {
        var answer = Handshake.Answer(RequestOf(context), subprotocols);
        var upgrade = context.Features.Get<IHttpUpgradeFeature>();
        if (answer.Status != StatusCodes.Status101SwitchingProtocols || upgrade is not { IsUpgradableRequest: true })
        {
            await RefuseAsync(context, answer);
            return;
        }

        if (state.IsStopping || sockets.Count >= http.Value.MaxConnections)
        {
            await Answers.ErrorAsync(context, ErrorCode.Unavailable);
            return;
        }

        var socket = sockets.Create();
        try
        {
            var actor = connections.Open(socket, protocol);
            if (await IsAdmittedAsync(socket, actor, context))
            {
                await RunAsync(context, upgrade, answer, socket, actor);
            }
        }
        finally
        {
            sockets.Forget(socket);
        }
    }

    private static async Task<bool> IsAdmittedAsync(ClientSocket socket, IActorRef actor, HttpContext context)
    {
        try
        {
            if (await socket.Admission.WaitAsync(AdmissionLimit, context.RequestAborted))
            {
                return true;
            }
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            actor.Tell(SocketClosed.Instance, ActorRefs.NoSender);
        }

        if (!context.RequestAborted.IsCancellationRequested)
        {
            await Answers.ErrorAsync(context, ErrorCode.Unavailable);
        }

        return false;
    }

    private static async Task RunAsync(
        HttpContext context, IHttpUpgradeFeature upgrade, HandshakeAnswer answer, ClientSocket socket, IActorRef actor)
    {
        var headers = context.Response.Headers;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = answer.Accept;
        if (answer.Subprotocol is not null)
        {
            headers.SecWebSocketProtocol = answer.Subprotocol;
        }

        Stream stream;
        try
        {
            stream = await upgrade.UpgradeAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            actor.Tell(SocketClosed.Instance, ActorRefs.NoSender);
            return;
        }

        await socket.RunAsync(stream, context.Abort);
    }

    private static HandshakeRequest RequestOf(HttpContext context)
    {
        var headers = context.Request.Headers;
        return new HandshakeRequest(
            context.Request.Method,
            HttpProtocol.IsHttp11(context.Request.Protocol),
            headers.Upgrade,
            headers.Connection,
            headers.SecWebSocketVersion,
            headers.SecWebSocketKey,
            headers.SecWebSocketProtocol);
    }

    private static Task RefuseAsync(HttpContext context, in HandshakeAnswer answer)
    {
        if (answer.Status == StatusCodes.Status426UpgradeRequired)
        {
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers.SecWebSocketVersion = Handshake.Version;
        }
        else if (answer.Status == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = "GET";
        }

        var status = answer.Status == StatusCodes.Status101SwitchingProtocols ? StatusCodes.Status400BadRequest : answer.Status;
        return Answers.ErrorAsync(context, ErrorCode.BadRequest, answer.Refusal, status);
    }
}

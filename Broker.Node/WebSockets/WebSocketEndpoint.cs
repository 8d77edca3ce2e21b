using Broker.Actors.Connections;
using Broker.Node.Authentication;
using Broker.Node.Configuration;
using Broker.Node.Http;
using Broker.Node.Shutdown;
using Broker.Protocol.Access;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Limits;
using Broker.Protocol.Topics;
using Broker.Protocol.WebSockets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Broker.Node.WebSockets;

/// <summary>Opens WebSockets: checks the request, makes the connection's actor and waits for its word; then runs the socket.</summary>
/// <remarks>A refusal is answered here; who has the connection answers a client that is let in.</remarks>
internal sealed class WebSocketEndpoint(
    ConnectionFactory connections,
    ClientSockets sockets,
    NodeState state,
    AccessRules rules,
    RequestIdentity identities,
    NodeLimits limits,
    SocketSweep clock,
    IOptions<NodeOptions> node,
    ConnectionRoom room,
    IOptions<ClientSocketOptions> options)
{
    // The actor has a limit of its own; this one is for an actor that failed before it could say anything.
    private static readonly TimeSpan AdmissionLimit = TimeSpan.FromSeconds(30);

    /// <summary><c>/websocket</c> and <c>/websocket/{key}</c>.</summary>
    public async Task PlainAsync(HttpContext context) => await HoldAsync(context, await OpenPlainAsync(context));

    /// <summary><c>/mqtt</c>.</summary>
    public async Task MqttAsync(HttpContext context) => await HoldAsync(context, await OpenMqttAsync(context));

    /// <summary>Lets a client of <c>/websocket</c> or <c>/websocket/{key}</c> in; null when the request was answered with a refusal.</summary>
    public async Task<OpenedSocket?> OpenPlainAsync(HttpContext context)
    {
        if (limits.Handshake(clock.NowMs) is { } tooFast)
        {
            await Answers.ErrorAsync(context, tooFast);
        }
        else if (!ProtocolChoice.TryPlain(RequestTarget.Of(context), out var key, out var topics, out var filters, out var refusal))
        {
            await Answers.ErrorAsync(context, ErrorCode.BadRequest, refusal);
        }
        else if (await identities.OfUpgradeAsync(context, mayComeLater: false) is { } identity)
        {
            var gate = new ClientGate(rules, identity, key, limits.Client(clock.NowMs));
            if (Refusal(gate, key, topics, filters) is { } forbidden)
            {
                await Answers.ErrorAsync(context, ErrorCode.PermissionDenied, forbidden);
                return null;
            }

            return await OpenAsync(context, chosen => PlainOrRelay(context, chosen, key, topics, filters), gate, [RelayV1Protocol.Subprotocol]);
        }

        return null;
    }

    /// <summary>Lets a client of <c>/mqtt</c> in; null when the request was answered with a refusal.</summary>
    public async Task<OpenedSocket?> OpenMqttAsync(HttpContext context)
    {
        if (limits.Handshake(clock.NowMs) is { } tooFast)
        {
            await Answers.ErrorAsync(context, tooFast);
        }
        else if (await identities.OfUpgradeAsync(context, mayComeLater: true) is { } identity)
        {
            return await OpenAsync(context, _ => new MqttProtocol(options.Value.MaxMessageBytes), new ClientGate(rules, identity, limits: limits.Client(clock.NowMs)), ["mqtt"]);
        }

        return null;
    }

    /// <summary>A client that was let in has ended, after its socket has run.</summary>
    public void Forget(ClientSocket socket) => sockets.Forget(socket);

    private IClientProtocol PlainOrRelay(
        HttpContext context, string? subprotocol, ClientKey? key, List<TopicName> topics, List<TopicFilter> filters)
    {
        if (subprotocol is null)
        {
            return new PlainProtocol(key, topics, filters);
        }

        var own = ProtocolChoice.IsOwnWanted(RequestTarget.Of(context)) ? RelayV1Protocol.OwnTopics(key) : [];
        return new RelayV1Protocol(own, topics, node.Value.Name, filters);
    }

    // What the client itself asks for in the URL has to be allowed; what comes with it is left out where it is not.
    private string? Refusal(ClientGate gate, ClientKey? key, List<TopicName> topics, List<TopicFilter> filters)
    {
        if (key is not null && !rules.MayUse(gate.Identity, key))
        {
            return "the key in the path is not the token's";
        }

        return topics.Exists(topic => gate.Subscribe(topic) is not null) || filters.Exists(filter => gate.Subscribe(filter) is not null)
            ? "a topic in the query is not open to this client"
            : null;
    }

    private async Task<OpenedSocket?> OpenAsync(HttpContext context, Func<string?, IClientProtocol> protocol, ClientGate gate, string[] subprotocols)
    {
        var answer = Handshake.Answer(RequestOf(context), options.Value.Compression, subprotocols);
        if (answer.Status != StatusCodes.Status101SwitchingProtocols || context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
        {
            await RefuseAsync(context, answer);
            return null;
        }

        if (WhyFull(gate) is { } full)
        {
            await Answers.ErrorAsync(context, full);
            return null;
        }

        var socket = sockets.Create();
        var isAdmitted = false;
        try
        {
            var actor = connections.Open(socket, ProtocolOf(answer, protocol), gate);
            isAdmitted = await IsAdmittedAsync(socket, actor, context);
            if (!isAdmitted)
            {
                return null;
            }

            Describe(context.Response.Headers, answer);
            return new OpenedSocket(socket, actor, answer.Extensions is not null);
        }
        finally
        {
            if (!isAdmitted)
            {
                sockets.Forget(socket);
            }
        }
    }

    private ErrorCode? WhyFull(ClientGate gate)
    {
        if (state.IsStopping)
        {
            return ErrorCode.Unavailable;
        }

        if (sockets.Count >= room.Max)
        {
            limits.Reach(LimitKind.NodeConnections);
            return ErrorCode.Unavailable;
        }

        return gate.Connect(clock.NowMs);
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

    private static void Describe(IHeaderDictionary headers, in HandshakeAnswer answer)
    {
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = answer.Accept;
        if (answer.Subprotocol is not null)
        {
            headers.SecWebSocketProtocol = answer.Subprotocol;
        }

        if (answer.Extensions is not null)
        {
            headers.SecWebSocketExtensions = answer.Extensions;
        }
    }

    private async Task HoldAsync(HttpContext context, OpenedSocket? letIn)
    {
        if (letIn is not { } opened)
        {
            return;
        }

        Stream stream;
        try
        {
            stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            sockets.Forget(opened.Socket);
            opened.Actor.Tell(SocketClosed.Instance, ActorRefs.NoSender);
            return;
        }

        try
        {
            await opened.Socket.RunAsync(stream, context.Abort, opened.IsDeflated);
        }
        finally
        {
            sockets.Forget(opened.Socket);
        }
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
            headers.SecWebSocketProtocol,
            headers.SecWebSocketExtensions);
    }

    private static IClientProtocol ProtocolOf(in HandshakeAnswer answer, Func<string?, IClientProtocol> protocol) =>
        answer.Extensions is null ? protocol(answer.Subprotocol) : new DeflatedProtocol(protocol(answer.Subprotocol));

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

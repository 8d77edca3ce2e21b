using System.Text;
using System.Text.Json;
using Broker.Actors.Publishing;
using Broker.Node.Authentication;
using Broker.Node.Configuration;
using Broker.Node.Shutdown;
using Broker.Node.WebSockets;
using Broker.Protocol.Access;
using Broker.Protocol.Errors;
using Broker.Protocol.Limits;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Microsoft.Extensions.Options;

namespace Broker.Node.Http;

/// <summary><c>POST /sendSocket/{topic}</c>: publishes the body, or <c>?msg=</c> when there is none, whichever node is asked.</summary>
internal sealed class PublishEndpoint(PublishGateway gateway, AccessRules rules, RequestIdentity identities, NodeLimits limits, SocketSweep clock, NodeState state, IOptions<HttpOptions> options)
{
    /// <summary>What comes before the topic in the path.</summary>
    public const string Prefix = "/sendSocket/";

    public async Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            await Answers.ErrorAsync(context, ErrorCode.BadRequest, "a message is published by POST", StatusCodes.Status405MethodNotAllowed);
            return;
        }

        if (!TryTopic(context, out var topic))
        {
            await Answers.ErrorAsync(context, ErrorCode.BadTopic);
        }
        else if (await identities.OfPublishAsync(context) is { } identity)
        {
            await PublishAsync(context, identity, topic);
        }
    }

    private async Task PublishAsync(HttpContext context, Identity identity, TopicName topic)
    {
        var now = clock.NowMs;
        var share = limits.Client(now);
        share.Identify(identity, now);
        var gate = new ClientGate(rules, identity, limits: share);
        if (gate.Publish(topic, 0, now) is { } refused)
        {
            await Answers.ErrorAsync(context, refused);
            return;
        }

        var body = await BoundedBody.ReadAsync(context.Request, options.Value.MaxBodyBytes, context.RequestAborted);
        if (body is null)
        {
            share.ReachSize();
            await Answers.ErrorAsync(context, ErrorCode.TooLarge);
        }
        else if (!TryPayload(context, body.Value, out var payload))
        {
            await Answers.ErrorAsync(context, ErrorCode.BadRequest, "nothing to publish: send a body, or msg in the query");
        }
        else if (payload.Length > options.Value.MaxBodyBytes || gate.Publish(topic, payload.Length, now) is not null)
        {
            await Answers.ErrorAsync(context, ErrorCode.TooLarge);
        }
        else if (share.Request(payload.Length, now) is { } tooFast)
        {
            await Answers.ErrorAsync(context, tooFast);
        }
        else
        {
            await AnswerAsync(context, topic, await PublishAsync(context, topic, gate.Sign(topic, payload)));
        }
    }

    private async Task<PublishResult> PublishAsync(HttpContext context, TopicName topic, Payload payload)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, state.Ended);
        try
        {
            return await gateway.PublishAsync(topic, payload, either.Token);
        }
        catch (OperationCanceledException) when (state.Ended.IsCancellationRequested)
        {
            return PublishResult.Failed(ErrorCode.OutcomeUnknown);
        }
    }

    private static bool TryTopic(HttpContext context, out TopicName topic)
    {
        topic = TopicName.Everyone;
        if (!RequestTarget.Of(context).TryName(Prefix, out var name) || !TopicName.TryParse(name, out var parsed))
        {
            return false;
        }

        topic = parsed;
        return true;
    }

    // A body of unknown kind is looked at; one that says it is binary is not.
    private static bool TryPayload(HttpContext context, ReadOnlyMemory<byte> body, out Payload payload)
    {
        if (!body.IsEmpty)
        {
            var binary = context.Request.ContentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true;
            payload = binary ? Payload.OfBinary(body) : Payload.Detect(body);
            return true;
        }

        payload = default;
        if (!RequestTarget.Of(context).TryQuery("msg", out var raw) || !PercentText.TryDecode(raw, plusIsSpace: true, out var text))
        {
            return false;
        }

        payload = Payload.OfText(Encoding.UTF8.GetBytes(text));
        return true;
    }

    private static Task AnswerAsync(HttpContext context, TopicName topic, PublishResult result)
    {
        if (result.Error is { } error)
        {
            return Answers.ErrorAsync(context, error);
        }

        var answer = new PublishedAnswer(topic.Value, result.Position.Epoch.ToString(), result.Position.Offset.Value, result.Nodes, result.Owner);
        return Answers.JsonAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(answer, AnswerJson.Default.PublishedAnswer));
    }
}

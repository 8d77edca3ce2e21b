using System.Text.Json;
using Broker.Node.Configuration;
using Broker.Node.Shutdown;
using Microsoft.Extensions.Options;

namespace Broker.Node.Http;

/// <summary>What orchestrators and load balancers ask.</summary>
internal sealed class HealthEndpoints(NodeState state, IOptions<NodeOptions> node)
{
    /// <summary><c>/health/live</c>: the process answers.</summary>
    public Task LiveAsync(HttpContext context) => AnswerAsync(context, StatusCodes.Status200OK, "live");

    /// <summary><c>/health/ready</c>: the node is a member that is Up and does not stop.</summary>
    public Task ReadyAsync(HttpContext context) => state.IsReady
        ? AnswerAsync(context, StatusCodes.Status200OK, "ready")
        : AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, state.IsStopping ? "stopping" : "joining");

    private Task AnswerAsync(HttpContext context, int status, string text)
    {
        var answer = new HealthAnswer(text, node.Value.Name);
        return Answers.JsonAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(answer, AnswerJson.Default.HealthAnswer));
    }
}

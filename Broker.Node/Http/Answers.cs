using System.Text.Json;
using Broker.Protocol.Errors;

namespace Broker.Node.Http;

/// <summary>Writes JSON answers.</summary>
internal static class Answers
{
    // How long a caller should wait before it repeats what failed for a while: topics are served again within seconds.
    private const string RetryAfterSeconds = "1";

    /// <summary>Answers with an error of the table.</summary>
    public static Task ErrorAsync(HttpContext context, ErrorCode error, string? detail = null, int? status = null)
    {
        if (error.Temporary)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        var body = new ErrorAnswer(new ErrorBody(error.Number, error.Name, detail ?? error.Message, error.Temporary));
        return JsonAsync(context, status ?? error.HttpStatus, JsonSerializer.SerializeToUtf8Bytes(body, AnswerJson.Default.ErrorAnswer));
    }

    /// <summary>Answers with complete JSON.</summary>
    public static Task JsonAsync(HttpContext context, int status, byte[] json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        context.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(json, 0, json.Length);
    }
}

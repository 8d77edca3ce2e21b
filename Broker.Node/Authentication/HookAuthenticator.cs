using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broker.Protocol.Access;

namespace Broker.Node.Authentication;

/// <summary>Asks a service whose a token is: <c>POST {"token":"…"}</c>, answered with the claims of docs/protocol.md, or 401 or 403.</summary>
/// <remarks>No more questions at a time than the settings say, each within its time limit; a service that does not answer lets nobody in.</remarks>
internal sealed partial class HookAuthenticator(HookOptions options, HttpClient http, TimeProvider time, ILogger<HookAuthenticator> logger)
    : IAuthenticator, IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Concurrency);
    private readonly HookCache _cache = new(options.CacheSize, options.CacheTtl);

    /// <inheritdoc/>
    public async ValueTask<AuthenticationResult> AuthenticateAsync(string token, CancellationToken cancellation)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_cache.Find(key, Now) is { } known)
        {
            return known.Identity?.Expires <= time.GetUtcNow() ? AuthenticationResult.Expired : known;
        }

        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await _places.WaitAsync(either.Token);
            try
            {
                var result = await AskAsync(token, either.Token);
                if (result != AuthenticationResult.Unavailable)
                {
                    _cache.Add(key, result, Now);
                }

                return result;
            }
            finally
            {
                _places.Release();
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            LogFailed(e is OperationCanceledException ? "no answer in time" : e is JsonException ? "its answer is no JSON" : e.Message);
            return AuthenticationResult.Unavailable;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private long Now => time.GetTimestamp() / (time.TimestampFrequency / 1000);

    private async Task<AuthenticationResult> AskAsync(string token, CancellationToken cancellation)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"token":"{{JsonEncodedText.Encode(token)}}"}"""));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(new Uri(options.Url), body, cancellation);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return AuthenticationResult.Refused("the token is not accepted");
        }

        if (answer.StatusCode != HttpStatusCode.OK)
        {
            LogFailed($"it answered {(int)answer.StatusCode}");
            return AuthenticationResult.Unavailable;
        }

        using var claims = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
        return Identify(claims.RootElement);
    }

    private AuthenticationResult Identify(JsonElement claims)
    {
        DateTimeOffset? expires = null;
        if (claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty("exp", out var exp) && exp.ValueKind == JsonValueKind.Number && exp.TryGetInt64(out var seconds))
        {
            expires = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
        }

        if (expires <= time.GetUtcNow())
        {
            return AuthenticationResult.Expired;
        }

        var identity = IdentityClaims.Read(claims, expires, out var problem);
        if (identity is null)
        {
            LogFailed($"its answer is not valid: {problem}");
            return AuthenticationResult.Unavailable;
        }

        return AuthenticationResult.Of(identity);
    }

    [LoggerMessage(3024, LogLevel.Warning, "The service of relay.auth.hook could not be asked: {Reason}")]
    private partial void LogFailed(string reason);
}

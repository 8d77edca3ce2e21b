using Microsoft.IdentityModel.Tokens;

namespace Broker.Node.Authentication;

/// <summary>The keys that the issuer publishes (JWKS, RFC 7517), fetched now and then and when a token names one that is not known.</summary>
/// <remarks>One fetch at a time; a failed one leaves the keys as they were. Tokens with made-up ids can't make it fetch more often than the settings say.</remarks>
internal sealed partial class PublishedKeys : IDisposable
{
    private readonly JwksOptions _options;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ILogger<PublishedKeys> _logger;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private Task<bool>? _fetching;
    private long _fetchedAt;
    private bool _hasFetched;

    public PublishedKeys(JwksOptions options, HttpClient http, TimeProvider time, ILogger<PublishedKeys> logger)
    {
        _options = options;
        _http = http;
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(static keys => _ = ((PublishedKeys)keys!).FetchOnceAsync(), this, TimeSpan.Zero, options.Refresh);
    }

    /// <summary>The keys as they are now.</summary>
    public IReadOnlyList<TokenKey> Keys { get; private set; } = [];

    /// <summary>Whether they were fetched at least once.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Fetches them again, unless that was done a moment ago; true when there are new ones, perhaps.</summary>
    public async ValueTask<bool> RefreshAsync(CancellationToken cancellation)
    {
        Task<bool> fetching;
        lock (_gate)
        {
            if (_fetching is null && _hasFetched && _time.GetElapsedTime(_fetchedAt) < _options.RefreshAtMost)
            {
                return false;
            }

            fetching = FetchOnceAsync();
        }

        return await fetching.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private Task<bool> FetchOnceAsync()
    {
        lock (_gate)
        {
            if (_fetching is null)
            {
                _hasFetched = true;
                _fetchedAt = _time.GetTimestamp();
                _fetching = Task.Run(FetchAsync);
            }

            return _fetching;
        }
    }

    private async Task<bool> FetchAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(_options.Timeout, _time);
            var text = await _http.GetStringAsync(new Uri(_options.Url), limit.Token);
            List<TokenKey> keys = [.. new JsonWebKeySet(text).Keys.Select(TokenKey.Of).OfType<TokenKey>()];
            Keys = keys;
            IsLoaded = true;
            LogFetched(keys.Count, _options.Url);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ArgumentException or InvalidOperationException)
        {
            LogFailed(_options.Url, e.Message);
            return false;
        }
        finally
        {
            lock (_gate)
            {
                _fetching = null;
            }
        }
    }
}

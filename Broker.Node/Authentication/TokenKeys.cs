using Microsoft.IdentityModel.Tokens;

namespace Broker.Node.Authentication;

/// <summary>All keys that sign tokens, as they are now: those of the settings, of files that are watched, and of the issuer's set.</summary>
/// <remarks>Readers take one immutable list. Files are looked at by time and content: a mounted secret is swapped by a link, which no watcher of a folder sees.</remarks>
internal sealed partial class TokenKeys : IDisposable
{
    private readonly AuthSettings _settings;
    private readonly PublishedKeys? _published;
    private readonly ILogger<TokenKeys> _logger;
    private readonly ITimer? _timer;
    private readonly Dictionary<TokenKeySource, string> _texts = [];
    private volatile IReadOnlyList<TokenKey> _own = [];

    public TokenKeys(AuthSettings settings, AuthOptions options, PublishedKeys? published, TimeProvider time, ILogger<TokenKeys> logger)
    {
        _settings = settings;
        _published = published;
        _logger = logger;
        _own = [.. settings.Keys.Select(static source => source.Read(out _)).OfType<TokenKey>()];
        foreach (var source in settings.Keys.Where(static source => source.File.Length > 0))
        {
            source.TryReadFile(out var text, out _);
            _texts[source] = text;
        }

        if (_texts.Count > 0)
        {
            _timer = time.CreateTimer(static keys => ((TokenKeys)keys!).LookAtFiles(), this, options.FileCheck, options.FileCheck);
        }
    }

    /// <summary>The keys that may have signed a token: those of its algorithm that have its id, else those without one.</summary>
    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string algorithm, string? id, CancellationToken cancellation)
    {
        var found = Find(algorithm, id);
        if (found.Count == 0 && _published is not null && await _published.RefreshAsync(cancellation))
        {
            found = Find(algorithm, id);
        }

        return found;
    }

    /// <summary>Whether there are, or may come to be, any keys of an algorithm; false means that a token of it is never accepted.</summary>
    public bool IsReady => _published is null || _published.IsLoaded || _own.Count > 0;

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private List<SecurityKey> Find(string algorithm, string? id)
    {
        IEnumerable<TokenKey> all = _published is null ? _own : _own.Concat(_published.Keys);
        var fitting = all.Where(key => key.Algorithm == algorithm).ToList();
        var named = string.IsNullOrEmpty(id) ? fitting : fitting.Where(key => key.Id == id).ToList();
        return [.. (named.Count > 0 ? named : fitting.Where(static key => key.Id.Length == 0)).Select(static key => key.Key)];
    }

    // A file that can't be read, or holds no key, leaves the key as it was: it may be half written.
    private void LookAtFiles()
    {
        var isChanged = false;
        foreach (var source in _texts.Keys.ToList())
        {
            if (!source.TryReadFile(out var text, out var problem) || (text != _texts[source] && source.Read(out problem) is null))
            {
                LogFileUnusable(source.Path, problem);
            }
            else if (text != _texts[source])
            {
                _texts[source] = text;
                isChanged = true;
                LogFileRead(source.Path);
            }
        }

        if (isChanged)
        {
            _own = [.. _settings.Keys.Select(source => TokenKey.Read(source.Id, source.Algorithm, _texts.GetValueOrDefault(source, source.Given), out _)).OfType<TokenKey>()];
        }
    }
}

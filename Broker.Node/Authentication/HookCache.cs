using Broker.Protocol.Access;

namespace Broker.Node.Authentication;

/// <summary>The answers of the hook that still hold, by the hash of the token; the oldest goes when there are too many.</summary>
/// <remarks>Pure but for its lock, which many requests share; times are milliseconds of a steady clock.</remarks>
internal sealed class HookCache(int size, TimeSpan ttl)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (AuthenticationResult Result, long Until)> _answers = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long Until)> _oldest = new();

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _answers.Count;
            }
        }
    }

    /// <summary>The answer for a token, if it still holds.</summary>
    public AuthenticationResult? Find(string key, long now)
    {
        lock (_gate)
        {
            return _answers.TryGetValue(key, out var known) && known.Until > now ? known.Result : null;
        }
    }

    /// <summary>Keeps an answer.</summary>
    public void Add(string key, AuthenticationResult result, long now)
    {
        if (size == 0 || ttl <= TimeSpan.Zero)
        {
            return;
        }

        lock (_gate)
        {
            while (_oldest.TryPeek(out var first) && (first.Until <= now || _answers.Count >= size))
            {
                _oldest.Dequeue();
                if (_answers.TryGetValue(first.Key, out var known) && known.Until == first.Until)
                {
                    _answers.Remove(first.Key);
                }
            }

            var until = now + (long)ttl.TotalMilliseconds;
            _answers[key] = (result, until);
            _oldest.Enqueue((key, until));
        }
    }
}

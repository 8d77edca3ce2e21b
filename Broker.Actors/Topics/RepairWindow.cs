using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <summary>The latest publications of one epoch, bounded in number, bytes and age, so that a node can fetch what it missed.</summary>
internal sealed class RepairWindow(TopicOptions options)
{
    private const int FirstCapacity = 4;

    private readonly long _maxAgeMs = (long)options.RepairAge.TotalMilliseconds;
    private Entry[] _ring = [];
    private int _start;
    private int _count;
    private long _bytes;

    public int Count => _count;

    public long Bytes => _bytes;

    /// <summary>The oldest offset that is still here; meaningless when empty.</summary>
    public Offset First => _ring[_start].Publication.Offset;

    /// <summary>When the oldest publication becomes too old; null when empty.</summary>
    public long? OldestExpires => _count == 0 ? null : _ring[_start].At + _maxAgeMs;

    public void Append(Publication publication, long now)
    {
        if (_count == _ring.Length)
        {
            Grow();
        }

        _ring[(_start + _count) % _ring.Length] = new Entry(publication, now);
        _count++;
        _bytes += publication.Payload.Length;
        Trim(now);
    }

    /// <summary>Lets go of what is too old or too much; the newest stays unless it is too old.</summary>
    public void Trim(long now)
    {
        while (_count > 0 && (IsTooMuch || _ring[_start].At + _maxAgeMs <= now))
        {
            _bytes -= _ring[_start].Publication.Payload.Length;
            _ring[_start] = default;
            _start = (_start + 1) % _ring.Length;
            _count--;
        }

        if (_count == 0 && _ring.Length > FirstCapacity)
        {
            _ring = [];
            _start = 0;
        }
    }

    /// <summary>The publications from an offset through another, as many as one answer may hold; empty when none of them is here.</summary>
    public Publication[] Range(Offset from, Offset through)
    {
        if (_count == 0)
        {
            return [];
        }

        var skip = (int)Math.Clamp(from.Value - First.Value, 0, _count);
        var limit = (int)Math.Clamp(through.Value - First.Value + 1, skip, _count);
        limit = Math.Min(limit, skip + options.FetchCount);
        var end = skip;
        long bytes = 0;
        while (end < limit && (end == skip || bytes + At(end).Payload.Length <= options.FetchBytes))
        {
            bytes += At(end).Payload.Length;
            end++;
        }

        var range = new Publication[end - skip];
        for (var i = 0; i < range.Length; i++)
        {
            range[i] = At(skip + i);
        }

        return range;
    }

    private bool IsTooMuch =>
        options.Rules.WindowsAreBounded && (_count > options.RepairCount || (_bytes > options.RepairBytes && _count > 1));

    private Publication At(int index) => _ring[(_start + index) % _ring.Length].Publication;

    private void Grow()
    {
        var larger = new Entry[Math.Max(FirstCapacity, _ring.Length * 2)];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = _ring[(_start + i) % _ring.Length];
        }

        _ring = larger;
        _start = 0;
    }

    private readonly record struct Entry(Publication Publication, long At);
}

using Broker.Actors.Keepers;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <summary>The latest publications of one epoch: what the namespace keeps as history, and what every topic keeps so that nodes can fetch what they missed.</summary>
/// <remarks>Both are its newest part, bounded in number, bytes and age; the log is as long as the longer of them.</remarks>
internal sealed class TopicLog(NamespaceOptions limits, TopicOptions options)
{
    private const int FirstCapacity = 4;

    private KeptPublication[] _ring = [];
    private int _start;
    private int _count;
    private LogWindow _repair = new(limits.RepairCount, limits.RepairBytes, limits.RepairAge);
    private LogWindow _history = new(limits.HistorySize, limits.HistoryBytes, limits.HistoryTtl);

    public int Count => _count;

    /// <summary>The publications that a reader of the history gets.</summary>
    public int HistoryCount => _history.Count;

    /// <summary>The payload bytes of the longer of both parts.</summary>
    public long Bytes => Math.Max(_repair.Bytes, _history.Bytes);

    /// <summary>The oldest offset that is still here; meaningless when empty.</summary>
    public Offset First => At(0).Publication.Offset;

    /// <summary>When the next publication becomes too old for one of both parts; null when empty.</summary>
    public long? OldestExpires => Deadlines.Earlier(Expires(_repair), Expires(_history));

    public void Append(Publication publication, long now)
    {
        if (_count == _ring.Length)
        {
            Grow();
        }

        _ring[(_start + _count) % _ring.Length] = new KeptPublication(publication, now);
        _count++;
        _repair.Enter(publication.Payload.Length);
        _history.Enter(publication.Payload.Length);
        Trim(now);
    }

    /// <summary>The payload bytes of the history.</summary>
    public long HistoryBytes => _history.Bytes;

    /// <summary>Lets go of the older half of the history.</summary>
    public void ShortenHistory()
    {
        for (var keep = _history.Count / 2; _history.Count > keep;)
        {
            _history.Leave(At(_count - _history.Count).Publication.Payload.Length);
        }

        DropUnused();
    }

    /// <summary>Lets go of what is too old or too much.</summary>
    public void Trim(long now)
    {
        Trim(ref _repair, now);
        Trim(ref _history, now);
        DropUnused();
    }

    private void DropUnused()
    {
        while (_count > Math.Max(_repair.Count, _history.Count))
        {
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
        var end = (int)Math.Clamp(through.Value - First.Value + 1, skip, _count);
        return Take(skip, end, options.FetchCount, isReverse: false);
    }

    /// <summary>A part of the history, as many as one answer may hold.</summary>
    /// <param name="after">The offset before the first one wanted.</param>
    /// <param name="before">The offset after the last one wanted.</param>
    /// <param name="limit">The most wanted.</param>
    /// <param name="isReverse">The newest first.</param>
    /// <param name="isMore">Whether more of what is wanted is here.</param>
    public Publication[] History(Offset after, Offset before, int limit, bool isReverse, out bool isMore)
    {
        isMore = false;
        if (_history.Count == 0)
        {
            return [];
        }

        var oldest = _count - _history.Count;
        var skip = (int)Math.Clamp(after.Value - First.Value + 1, oldest, _count);
        var end = (int)Math.Clamp(before.Value - First.Value, skip, _count);
        var range = Take(skip, end, Math.Min(limit, options.FetchCount), isReverse);
        isMore = range.Length < end - skip;
        return range;
    }

    /// <summary>The oldest offset of the history; meaningless when it is empty.</summary>
    public Offset FirstOfHistory => At(_count - _history.Count).Publication.Offset;

    /// <summary>Everything, to be left to a successor.</summary>
    public KeptPublication[] ToArray()
    {
        var all = new KeptPublication[_count];
        for (var i = 0; i < _count; i++)
        {
            all[i] = At(i);
        }

        return all;
    }

    private Publication[] Take(int skip, int end, int limit, bool isReverse)
    {
        var count = 0;
        long bytes = 0;
        while (skip + count < end && count < limit)
        {
            bytes += Picked(count).Payload.Length;
            if (count > 0 && bytes > options.FetchBytes)
            {
                break;
            }

            count++;
        }

        var taken = new Publication[count];
        for (var i = 0; i < count; i++)
        {
            taken[i] = Picked(i);
        }

        return taken;

        Publication Picked(int index) => At(isReverse ? end - 1 - index : skip + index).Publication;
    }

    private void Trim(ref LogWindow window, long now)
    {
        while (window.Count > 0)
        {
            var oldest = At(_count - window.Count);
            if (oldest.At + window.MaxAgeMs > now && !(window.IsTooMuch && options.Rules.WindowsAreBounded))
            {
                return;
            }

            window.Leave(oldest.Publication.Payload.Length);
        }
    }

    private long? Expires(in LogWindow window) => window.Count == 0 ? null : At(_count - window.Count).At + window.MaxAgeMs;

    private KeptPublication At(int index) => _ring[(_start + index) % _ring.Length];

    private void Grow()
    {
        var larger = new KeptPublication[Math.Max(FirstCapacity, _ring.Length * 2)];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = At(i);
        }

        _ring = larger;
        _start = 0;
    }
}

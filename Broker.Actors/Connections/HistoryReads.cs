using Broker.Protocol.Clients;
using Broker.Protocol.Errors;

namespace Broker.Actors.Connections;

/// <summary>The readings of history that one connection has under way. Pure; times are milliseconds of a steady clock.</summary>
/// <remarks>A topic that is just moving does not answer, and a message may be lost, so what is not answered is asked again until the deadline.</remarks>
internal sealed class HistoryReads(ConnectionOptions options)
{
    private readonly List<Reading> _readings = [];
    private readonly Queue<HistoryOutcome> _outcomes = new();

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick
    {
        get
        {
            long? next = null;
            foreach (var reading in _readings)
            {
                var due = Math.Min(reading.Deadline, reading.AskAgainAt);
                next = next is null || due < next ? due : next;
            }

            return next;
        }
    }

    /// <summary>The client wants to read; false when it may not now, and its outcome says so.</summary>
    public bool TryBegin(in HistoryRequest request, long tag, long now)
    {
        if (_readings.Count >= options.HistoryReads)
        {
            Refuse(tag, ErrorCode.TooManyRequests);
            return false;
        }

        _readings.Add(new Reading(request, tag, now + Milliseconds(options.SubscribeTimeout), now + Milliseconds(options.HistoryRetry)));
        return true;
    }

    /// <summary>The client may not read.</summary>
    public void Refuse(long tag, ErrorCode error) => _outcomes.Enqueue(HistoryOutcome.Failed(tag, error));

    /// <summary>The topic has answered; a second answer to one question is dropped.</summary>
    public void Answered(in HistoryOutcome outcome)
    {
        var tag = outcome.Tag;
        if (_readings.RemoveAll(reading => reading.Tag == tag) > 0)
        {
            _outcomes.Enqueue(outcome);
        }
    }

    /// <summary>Time has passed; gives what is to be asked again.</summary>
    public IReadOnlyList<(HistoryRequest Request, long Tag)> Tick(long now)
    {
        List<(HistoryRequest, long)>? again = null;
        for (var i = _readings.Count - 1; i >= 0; i--)
        {
            var reading = _readings[i];
            if (reading.Deadline <= now)
            {
                _readings.RemoveAt(i);
                Refuse(reading.Tag, ErrorCode.Unavailable);
            }
            else if (reading.AskAgainAt <= now)
            {
                _readings[i] = reading with { AskAgainAt = now + Milliseconds(options.HistoryRetry) };
                (again ??= []).Add((reading.Request, reading.Tag));
            }
        }

        return again is null ? [] : again;
    }

    /// <summary>The next answer for the protocol.</summary>
    public bool TryTakeOutcome(out HistoryOutcome outcome) => _outcomes.TryDequeue(out outcome);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private readonly record struct Reading(HistoryRequest Request, long Tag, long Deadline, long AskAgainAt);
}

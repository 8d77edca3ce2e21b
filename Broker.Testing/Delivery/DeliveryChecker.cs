namespace Broker.Testing.Delivery;

/// <summary>Compares what the subscribers of one topic saw with what its publishers sent. Pure: it only reads logs.</summary>
/// <remarks>Subscribers must have been subscribed before the first message, and publishers must be done.</remarks>
public sealed class DeliveryChecker
{
    private readonly Dictionary<MessageId, PublishOutcome> _sent = [];
    private readonly List<SubscriberLog> _subscribers = [];
    private readonly List<string> _findings = [];

    /// <summary>A publisher sent this and was told that.</summary>
    public DeliveryChecker Sent(MessageId message, PublishOutcome outcome)
    {
        _sent[message] = outcome;
        return this;
    }

    /// <summary>A subscriber saw this.</summary>
    public DeliveryChecker Saw(SubscriberLog log)
    {
        _subscribers.Add(log);
        return this;
    }

    /// <summary>Judges.</summary>
    public DeliveryReport Check()
    {
        _findings.Clear();
        var seenByAny = _subscribers.SelectMany(log => log.Messages).ToHashSet();
        var duplicates = _subscribers.Sum(Duplicates);
        var (gaps, told) = Gaps(seenByAny);
        return new DeliveryReport(
            _sent.Count,
            _sent.Values.Count(outcome => outcome == PublishOutcome.Accepted),
            _subscribers.Sum(log => log.Messages.Count),
            duplicates,
            gaps,
            told,
            Lost(seenByAny),
            PublisherDisorder() + SubscriberDisorder(),
            Strangers(seenByAny),
            [.. _findings]);
    }

    private int Duplicates(SubscriberLog log)
    {
        var seen = new HashSet<MessageId>();
        var again = log.Messages.Where(message => !seen.Add(message)).ToList();
        Find(again.Count, () => $"{log.Name} saw {again[0]} again");
        return again.Count;
    }

    private (int Gaps, int Told) Gaps(HashSet<MessageId> seenByAny)
    {
        var gaps = 0;
        var told = 0;
        foreach (var log in _subscribers)
        {
            var missing = seenByAny.Except(log.Messages).ToList();
            if (log.Told.Count > 0)
            {
                told += missing.Count;
                continue;
            }

            gaps += missing.Count;
            Find(missing.Count, () => $"{log.Name} never saw {missing[0]}, which others did ({missing.Count} such)");
        }

        return (gaps, told);
    }

    private int Lost(HashSet<MessageId> seenByAny)
    {
        if (_subscribers.TrueForAll(log => log.Told.Count > 0))
        {
            return 0;
        }

        var lost = _sent.Where(sent => sent.Value == PublishOutcome.Accepted && !seenByAny.Contains(sent.Key)).Select(sent => sent.Key).ToList();
        Find(lost.Count, () => $"{lost[0]} was accepted and nobody saw it ({lost.Count} such)");
        return lost.Count;
    }

    private int Strangers(HashSet<MessageId> seenByAny)
    {
        var strangers = seenByAny.Where(seen => !_sent.TryGetValue(seen, out var outcome) || outcome == PublishOutcome.Refused).ToList();
        Find(strangers.Count, () => $"{strangers[0]} was delivered, but nobody sent it or it was refused ({strangers.Count} such)");
        return strangers.Count;
    }

    private int PublisherDisorder()
    {
        var count = 0;
        foreach (var log in _subscribers)
        {
            var highest = new Dictionary<string, int>();
            foreach (var message in log.Messages.Distinct())
            {
                var before = highest.GetValueOrDefault(message.Publisher, int.MinValue);
                if (message.Number < before)
                {
                    Find(count == 0 ? 1 : 0, () => $"{log.Name} saw {message} after {message.Publisher}#{before}");
                    count++;
                }
                else
                {
                    highest[message.Publisher] = message.Number;
                }
            }
        }

        return count;
    }

    /// <summary>Merges the orders of all subscribers into one; what cannot be merged lies on a cycle, or behind one.</summary>
    private int SubscriberDisorder()
    {
        var graph = new MergedOrder();
        foreach (var log in _subscribers)
        {
            graph.Add(log.Messages.Distinct());
        }

        var unordered = graph.Unordered();
        Find(unordered.Count, () => $"the subscribers disagree on the order of {unordered.Count} messages, among them {string.Join(", ", unordered.Take(4))}");
        return unordered.Count;
    }

    private void Find(int count, Func<string> sentence)
    {
        if (count > 0)
        {
            _findings.Add(sentence());
        }
    }
}

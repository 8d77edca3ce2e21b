using Broker.Testing.Delivery;

namespace Broker.Testing.Histories;

/// <summary>Judges one topic.</summary>
internal sealed class TopicCheck
{
    private readonly List<PublishRecord> _publishes;
    private readonly List<SubscriberSession> _sessions;
    private readonly Dictionary<MessageId, PublishRecord> _byMessage;
    private readonly TopicNumbers _numbers = new();
    private readonly HistoryRules _rules;
    private readonly Excuses _excuses;
    private readonly Excerpt _excerpt;
    private readonly Findings _findings;
    private readonly History _history;

    /// <summary>Connections that another one of the same subscriber continues.</summary>
    private readonly HashSet<SubscriberSession> _continued;

    public TopicCheck(IEnumerable<PublishRecord> publishes, IEnumerable<SubscriberSession> sessions, History history, HistoryRules rules, Excuses excuses, Findings findings)
    {
        _publishes = [.. publishes.OrderBy(publish => publish.SentAt)];
        _sessions = [.. sessions.OrderBy(session => session.OpenedAt)];
        _byMessage = _publishes.ToDictionary(publish => publish.Message);
        _history = history;
        _continued = _sessions.GroupBy(session => session.Subscriber)
            .SelectMany(connections => connections.Zip(connections.Skip(1)))
            .Where(pair => pair.Second.IsContinued)
            .Select(pair => pair.First)
            .ToHashSet<SubscriberSession>(ReferenceEqualityComparer.Instance);
        _rules = rules;
        _excuses = excuses;
        _excerpt = new Excerpt(history);
        _findings = findings;
    }

    public int Told { get; private set; }

    public int DiedWithOwner { get; private set; }

    public int Continued => _continued.Count;

    public int EpochChanges { get; private set; }

    public void Check()
    {
        Number();
        CheckPublishOrder();
        var seenByAny = _sessions.SelectMany(session => session.Seen).Select(sighting => sighting.Message).ToHashSet();
        foreach (var session in _sessions)
        {
            CheckStrangers(session);
            CheckPublishers(session);
            var check = new SessionCheck(session, _numbers, _rules, _findings, _excerpt);
            check.Check();
            EpochChanges += check.EpochChanges;
            CheckArrived(session, check);
        }

        CheckContinued();
        CheckUnnumbered(seenByAny);
        CheckOneOrder();
    }

    private void Number()
    {
        foreach (var publish in _publishes.Where(publish => publish.Position is not null))
        {
            if (_numbers.Told(publish.Message, publish.Position!.Value, publish.AnsweredAt) is { } other)
            {
                _findings.Add(FindingKind.Confused, 1, $"{publish} and {_byMessage[other]} were given the same number");
            }
        }
    }

    /// <summary>Whatever was accepted before another was sent has the lower number.</summary>
    private void CheckPublishOrder()
    {
        foreach (var epoch in _publishes.Where(publish => publish.Position is not null).GroupBy(publish => publish.Position!.Value.Epoch))
        {
            PublishRecord? earliestAbove = null;
            foreach (var publish in epoch.OrderByDescending(publish => publish.Position!.Value.Offset))
            {
                if (earliestAbove is not null && earliestAbove.AnsweredAt < publish.SentAt)
                {
                    _findings.Add(FindingKind.Reordered, 1, $"{publish} has a lower number than what was accepted before it was sent: {earliestAbove}");
                }

                if (earliestAbove is null || publish.AnsweredAt < earliestAbove.AnsweredAt)
                {
                    earliestAbove = publish;
                }
            }
        }
    }

    private void CheckStrangers(SubscriberSession session)
    {
        for (var i = 0; i < session.Seen.Count; i++)
        {
            var message = session.Seen[i].Message;
            if (!_byMessage.TryGetValue(message, out var publish) || publish.Outcome == PublishOutcome.Refused)
            {
                var index = i;
                _findings.Add(
                    FindingKind.Stranger, 1, $"{session.Subscriber} saw {message}, {(publish is null ? "which nobody sent to this topic" : "which was refused")}", () => _excerpt.Of(session, index, _numbers, message));
            }
        }
    }

    /// <summary>One publisher's messages come in its order, if the earlier was settled before the later was sent or both went over one connection.</summary>
    private void CheckPublishers(SubscriberSession session)
    {
        var highest = new Dictionary<string, PublishRecord>();
        for (var i = 0; i < session.Seen.Count; i++)
        {
            if (!_byMessage.TryGetValue(session.Seen[i].Message, out var publish))
            {
                continue;
            }

            if (!highest.TryGetValue(publish.Message.Publisher, out var before) || before.Message.Number <= publish.Message.Number)
            {
                highest[publish.Message.Publisher] = publish;
            }
            else if (publish.KeepsOrder || (publish.Outcome == PublishOutcome.Accepted && publish.AnsweredAt < before.SentAt))
            {
                var index = i;
                _findings.Add(
                    FindingKind.Reordered, 1, $"{session.Subscriber} saw {publish.Message} after {before.Message}", () => _excerpt.Of(session, index, _numbers, publish.Message, before.Message));
            }
        }
    }

    /// <summary>What was accepted, and sent after the connection was open, was seen; or the subscriber was told; or it died with its owner.</summary>
    private void CheckArrived(SubscriberSession session, SessionCheck check)
    {
        foreach (var publish in _publishes)
        {
            if (publish.Position is not { } position || !IsDue(publish, position, session) || check.Saw(publish.Message) || check.WasPassed(position))
            {
                continue;
            }

            var wentOn = check.WentOnAfter(position);
            if (check.WasTold(position, publish.SentAt))
            {
                Told++;
            }
            else if (!wentOn && _continued.Contains(session))
            {
                // It has to come on the connection that continues this one.
            }
            else if (!wentOn && session.End is not (SessionEnd.Stayed or SessionEnd.Left))
            {
                Told++;
            }
            else if (_excuses.DiedWithOwner(publish, session.Node) && !(wentOn && _rules.OwnerLossIsTold))
            {
                DiedWithOwner++;
            }
            else if (wentOn || session.End == SessionEnd.Stayed || HadTime(publish, session))
            {
                _findings.Add(
                    FindingKind.Lost,
                    1,
                    $"{session.Subscriber} never saw {publish.Message}, which was accepted under {position} while it was connected",
                    () => _excerpt.Of(session, Place(session, publish.AnsweredAt), _numbers, publish.Message));
            }
        }
    }

    /// <summary>Whether a connection had to see it: it was open when the message was sent, or continues from a place before it.</summary>
    private static bool IsDue(PublishRecord publish, StreamPosition position, SubscriberSession session) =>
        publish.SentAt <= session.EndedAt
        && (publish.SentAt >= session.OpenedAt
            || (session.IsContinued && session.StartsAt is { } start && start.Epoch == position.Epoch && start.Offset < position.Offset));

    /// <summary>Whether a subscriber that left had waited long enough for this message, on undisturbed nodes.</summary>
    private bool HadTime(PublishRecord publish, SubscriberSession session) =>
        publish.AnsweredAt + _rules.RepairTime < session.EndedAt
        && !_history.Faults.Any(fault => fault.From < session.EndedAt && fault.Until + _rules.RepairTime > publish.AnsweredAt);

    /// <summary>A connection that continues another begins behind the last that its subscriber had.</summary>
    private void CheckContinued()
    {
        foreach (var connections in _sessions.GroupBy(session => session.Subscriber))
        {
            StreamPosition? had = null;
            foreach (var session in connections)
            {
                if (session.IsContinued && session.StartsAt != had)
                {
                    _findings.Add(
                        FindingKind.NotContinued, 1, $"{session} was told that it continues, from {session.StartsAt}; its subscriber had everything through {had}");
                }

                had = session.Reached;
            }
        }
    }

    /// <summary>Accepted without a number, and nobody saw it, though somebody was there.</summary>
    private void CheckUnnumbered(HashSet<MessageId> seenByAny)
    {
        foreach (var publish in _publishes.Where(publish => publish is { Outcome: PublishOutcome.Accepted, Position: null } && !seenByAny.Contains(publish.Message)))
        {
            var witness = _sessions.Find(session => session.OpenedAt <= publish.SentAt && session.EndedAt >= publish.AnsweredAt
                && session.End == SessionEnd.Stayed);
            if (witness is null)
            {
                Told++;
            }
            else if (_excuses.DiedWithOwner(publish, witness.Node))
            {
                DiedWithOwner++;
            }
            else
            {
                _findings.Add(
                    FindingKind.Lost, 1, $"nobody saw {publish.Message}, whose connection was never told that it may be lost", () => _excerpt.Of(witness, Place(witness, publish.SentAt), _numbers, publish.Message));
            }
        }
    }

    private void CheckOneOrder()
    {
        var order = new MergedOrder();
        foreach (var session in _sessions)
        {
            order.Add(session.Seen.Select(sighting => sighting.Message).Distinct());
        }

        var unordered = order.Unordered();
        if (unordered.Count > 0)
        {
            _findings.Add(
                FindingKind.Reordered,
                unordered.Count,
                $"the connections disagree on the order of {unordered.Count} messages of {_publishes[0].Topic}, among them {string.Join(", ", unordered.Take(6))}");
        }
    }

    private static int Place(SubscriberSession session, TimeSpan at)
    {
        var index = session.Seen.TakeWhile(sighting => sighting.At < at).Count();
        return Math.Min(index, Math.Max(0, session.Seen.Count - 1));
    }
}

using Broker.Testing.Delivery;

namespace Broker.Testing.Histories;

/// <summary>Judges a run: what every subscriber saw against what every publisher was told. Pure: it only reads the history.</summary>
/// <remarks>
/// The numbers that publishers are told (epoch and offset) pin messages to places. Between two pinned messages of an epoch a connection must have
/// seen exactly as many others as there are numbers, whoever sent them; so a hole shows even where the publisher of the missing message got no answer.
/// </remarks>
public static class HistoryChecker
{
    /// <summary>A connection may break this long before its node is known to have ended.</summary>
    private static readonly TimeSpan EndNoticed = TimeSpan.FromSeconds(5);

    /// <summary>Judges.</summary>
    public static HistoryReport Check(History history, HistoryRules rules)
    {
        ArgumentNullException.ThrowIfNull(history);
        var findings = new Findings();
        var excuses = new Excuses(history, rules);
        var sessions = history.Sessions.ToLookup(session => session.Topic);
        var (told, died, continued, epochs) = (0, 0, 0, 0);
        foreach (var publishes in history.Publishes.GroupBy(publish => publish.Topic))
        {
            var topic = new TopicCheck(publishes, sessions[publishes.Key], history, rules, excuses, findings);
            topic.Check();
            told += topic.Told;
            died += topic.DiedWithOwner;
            continued += topic.Continued;
            epochs += topic.EpochChanges;
        }

        CheckDismissed(history, findings);
        CheckLives(history, findings);
        return new HistoryReport
        {
            Attempted = history.Publishes.Count,
            Accepted = history.Publishes.Count(publish => publish.Outcome == PublishOutcome.Accepted),
            Refused = history.Publishes.Count(publish => publish.Outcome == PublishOutcome.Refused),
            Unknown = history.Publishes.Count(publish => publish.Outcome == PublishOutcome.Unknown),
            Delivered = history.Sessions.Sum(session => session.Seen.Count),
            Sessions = history.Sessions.Count,
            Lost = findings[FindingKind.Lost],
            Duplicated = findings[FindingKind.Duplicated],
            Reordered = findings[FindingKind.Reordered],
            Told = told,
            DiedWithOwner = died,
            Continued = continued,
            EpochChanges = epochs,
            Findings = [.. findings.Told],
        };
    }

    /// <summary>Only its node's end breaks a connection without a word.</summary>
    private static void CheckDismissed(History history, Findings findings)
    {
        foreach (var session in history.Sessions)
        {
            var nodeEnded = history.Lives.Any(life => life.Node == session.Node && life.EndedUncleanly && (life.Until - session.EndedAt).Duration() < EndNoticed);
            if (session.End == SessionEnd.SentAway || (session.End == SessionEnd.Broken && !nodeEnded))
            {
                findings.Add(FindingKind.Dismissed, 1, $"{session} was {(session.End == SessionEnd.Broken ? "cut off by a living node" : "sent away for good")}");
            }
        }
    }

    private static void CheckLives(History history, Findings findings)
    {
        foreach (var life in history.Lives.Where(life => life.End == LifeEnd.Crashed))
        {
            findings.Add(FindingKind.Crashed, 1, life.ToString());
        }
    }
}

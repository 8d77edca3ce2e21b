using System.Globalization;
using Broker.Testing.Delivery;
using Broker.Testing.Histories;

namespace Broker.Testing.Nemesis;

/// <summary>What each kind of fault cost on the nodes that it did not touch, or on all where it touched all: the longest silence of a connection, and the longest wait of a publisher.</summary>
public static class PauseSummary
{
    /// <summary>The effects of a fault may show this long after it.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

    /// <summary>One line for each kind.</summary>
    public static IEnumerable<string> Of(History history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Faults.GroupBy(fault => fault.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => string.Create(
            CultureInfo.InvariantCulture,
            $"{kind.Key}, {kind.Count()} times: longest silence of a connection {kind.Max(fault => Silence(history, fault)).TotalSeconds:0.00} s, longest wait for an acceptance {kind.Max(fault => Publish(history, fault)).TotalSeconds:0.00} s"));
    }

    /// <summary>The longest time in which a connection to another node heard nothing.</summary>
    public static TimeSpan Silence(History history, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(fault);
        var until = fault.Until + Aftermath;
        var longest = TimeSpan.Zero;
        foreach (var session in history.Sessions.Where(session => IsElsewhere(history, fault, session.Node) && session.OpenedAt < fault.From && session.EndedAt > fault.Until))
        {
            for (var i = 1; i < session.Seen.Count; i++)
            {
                if (session.Seen[i].At > fault.From && session.Seen[i - 1].At < until)
                {
                    longest = Max(longest, session.Seen[i].At - session.Seen[i - 1].At);
                }
            }
        }

        return longest;
    }

    private static TimeSpan Publish(History history, Fault fault) => history.Publishes
        .Where(publish => publish is { Outcome: PublishOutcome.Accepted, Position: not null }
            && publish.AnsweredAt > fault.From && publish.SentAt < fault.Until + Aftermath && IsElsewhere(history, fault, publish.Message.Publisher[(publish.Message.Publisher.LastIndexOf('/') + 1)..]))
        .Select(publish => publish.AnsweredAt - publish.SentAt)
        .DefaultIfEmpty()
        .Max();

    private static bool IsElsewhere(History history, Fault fault, string node) =>
        !fault.Nodes.Contains(node) || history.Lives.All(life => fault.Nodes.Contains(life.Node));

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

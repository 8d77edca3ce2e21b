using System.Globalization;
using Broker.Testing.Delivery;
using Broker.Testing.Histories;

namespace Broker.Tests.Testing.Histories;

/// <summary>Writes small histories of one topic. One number of seconds passes for each publish; connections are open from 0 to 1000.</summary>
internal sealed class HistoryBuilder
{
    private readonly List<PublishRecord> _publishes = [];
    private readonly List<SubscriberSession> _sessions = [];
    private readonly List<NodeLife> _lives = [];
    private readonly List<Fault> _faults = [];

    /// <summary>Accepted at that second under that number, by the owner of address "a" unless another is named, and answered so many seconds later.</summary>
    public HistoryBuilder Accepted(string message, double second, string epoch, long offset, string owner = "a:1", double after = 0.1) => Add(
        new PublishRecord(Id(message), "T", At(second), At(second + after), PublishOutcome.Accepted) { Position = new StreamPosition(epoch, offset), Owner = owner });

    /// <summary>Accepted under <c>e:1</c>, <c>e:2</c> and so on, one a second.</summary>
    public HistoryBuilder Accepted(params ReadOnlySpan<string> messages)
    {
        for (var i = 0; i < messages.Length; i++)
        {
            Accepted(messages[i], i + 1, "e", i + 1);
        }

        return this;
    }

    public HistoryBuilder Sent(string message, double second, PublishOutcome outcome, bool keepsOrder = false) =>
        Add(new PublishRecord(Id(message), "T", At(second), At(second + 0.1), outcome) { KeepsOrder = keepsOrder });

    public HistoryBuilder Saw(string subscriber, string messages, SessionEnd end = SessionEnd.Stayed, double from = 0, double until = 1000, string node = "node-b")
    {
        var seen = messages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((message, index) => new Sighting(Id(message), At(from + 2 + index)));
        _sessions.Add(new SubscriberSession(subscriber, "T", node, At(from), At(until), end, "", [.. seen]));
        return this;
    }

    /// <summary>A connection with positions: each message is written <c>p#1@e:1</c>, and <c>!f:3</c> says that it was told to go on after that position.</summary>
    public HistoryBuilder SawAt(string subscriber, string start, string stream, bool isContinued = false, SessionEnd end = SessionEnd.Stayed, double from = 0, double until = 1000)
    {
        var seen = new List<Sighting>();
        var resets = new List<StreamReset>();
        foreach (var word in stream.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = At(from + 2 + seen.Count + resets.Count);
            if (word.StartsWith('!'))
            {
                resets.Add(new StreamReset(seen.Count, at, Position(word[1..])));
            }
            else
            {
                seen.Add(new Sighting(Id(word.Split('@')[0]), at, Position(word.Split('@')[1])));
            }
        }

        _sessions.Add(new SubscriberSession(subscriber, "T", "node-b", At(from), At(until), end, "", seen)
        {
            StartsAt = Position(start),
            IsContinued = isContinued,
            Resets = resets,
        });
        return this;
    }

    public HistoryBuilder Lived(string node, string address, double until, LifeEnd end)
    {
        _lives.Add(new NodeLife(node, address, TimeSpan.Zero, At(until), end));
        return this;
    }

    public HistoryBuilder Fault(string node, double from, double until)
    {
        _faults.Add(new Fault("pause", [node], At(from), At(until)));
        return this;
    }

    public HistoryReport Check(HistoryRules? rules = null) => HistoryChecker.Check(new History(_publishes, _sessions, _lives, _faults), rules ?? new HistoryRules());

    private static StreamPosition Position(string text) => new(text.Split(':')[0], long.Parse(text.Split(':')[1], CultureInfo.InvariantCulture));

    private static MessageId Id(string message) => MessageId.Parse(message)!.Value;

    private static TimeSpan At(double second) => TimeSpan.FromSeconds(second);

    private HistoryBuilder Add(PublishRecord publish)
    {
        _publishes.Add(publish);
        return this;
    }
}

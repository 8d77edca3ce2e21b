using System.Globalization;
using System.Text;
using Broker.Testing.Delivery;

namespace Broker.Testing.Histories;

/// <summary>Tells what was seen around a place in a connection's stream.</summary>
internal sealed class Excerpt(History history)
{
    private const int Around = 5;
    private static readonly TimeSpan Vicinity = TimeSpan.FromSeconds(20);

    /// <summary>The stream around an index, what is known of these messages, and what happened to nodes at that time.</summary>
    public string Of(SubscriberSession session, int index, TopicNumbers numbers, params ReadOnlySpan<MessageId> concerned)
    {
        var text = new StringBuilder();
        text.Append("    ").Append(session).AppendLine(" saw");
        for (var i = Math.Max(0, index - Around); i < Math.Min(session.Seen.Count, index + Around + 1); i++)
        {
            var (message, at, told) = session.Seen[i];
            var position = (told ?? numbers.Of(message))?.ToString() ?? "no number told";
            text.AppendLine(CultureInfo.InvariantCulture, $"    {(i == index ? ">" : " ")} {at.TotalSeconds:0.000} {message} ({position})");
        }

        if (session.Seen.Count == 0)
        {
            text.AppendLine("      nothing");
        }

        var time = index < session.Seen.Count ? session.Seen[index].At : session.EndedAt;
        foreach (var message in concerned)
        {
            time = Tell(text, message) ?? time;
        }

        return text.Append(Happened(time)).ToString().TrimEnd();
    }

    private TimeSpan? Tell(StringBuilder text, MessageId message)
    {
        var publish = history.Publishes.FirstOrDefault(publish => publish.Message == message);
        text.Append("    ").AppendLine(publish?.ToString() ?? $"{message}: nobody sent it");
        foreach (var session in history.Sessions.Where(session => session.Topic == publish?.Topic))
        {
            foreach (var sighting in session.Seen.Where(sighting => sighting.Message == message))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"      seen {sighting.At.TotalSeconds:0.000} by {session}");
            }
        }

        return publish?.SentAt;
    }

    private string Happened(TimeSpan time)
    {
        var text = new StringBuilder();
        foreach (var fault in history.Faults.Where(fault => fault.From < time + Vicinity && fault.Until > time - Vicinity))
        {
            text.Append("    meanwhile: ").Append(fault).AppendLine();
        }

        foreach (var life in history.Lives.Where(life => life.End != LifeEnd.None && (life.Until - time).Duration() < Vicinity))
        {
            text.Append("    meanwhile: ").Append(life).AppendLine();
        }

        return text.ToString();
    }
}

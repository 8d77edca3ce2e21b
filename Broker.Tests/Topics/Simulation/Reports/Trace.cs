using System.Globalization;
using System.Text.RegularExpressions;
using Broker.Actors.Deliveries;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Reports;

/// <summary>What happened in one history, line by line, with short names for long numbers: epochs e1, e2, … and terms by their time.</summary>
internal sealed partial class Trace(World world)
{
    private const int TermLowBits = 20;

    private readonly List<string> _lines = [];
    private readonly Dictionary<string, string> _epochs = [];

    /// <summary>The lines without those that are only about topics which are not mentioned.</summary>
    public IReadOnlyList<string> About(string mentioned)
    {
        var others = Array.FindAll(world.Topics, topic => !mentioned.Contains(topic.Name.Value, StringComparison.Ordinal));
        return others.Length == world.Topics.Length
            ? _lines
            : _lines.FindAll(line => !Array.Exists(others, topic => line.Contains(topic.Name.Value, StringComparison.Ordinal)));
    }

    public void Note(string what) => _lines.Add($"{world.Time.Now / 1000.0,8:0.000} {Shorten(what)}");

    public void Accepted(PublishRecord record, Position place) => Note($"{record} is accepted as {place}");

    public void Lost(SimulatedActor from, SimulatedActor to, object message) => Note($"LOST {from} -> {to}: {Describe(message)}");

    public void Received(SimulatedActor from, SimulatedActor to, object message)
    {
        if (message is not (Action or FencePing or FencePong or InterestReceived or InterestChanged { Through.Value: 0 }))
        {
            Note($"{from} -> {to}: {Describe(message)}");
        }
    }

    /// <summary>The same numbers under the same short names.</summary>
    public string Shorten(string text)
    {
        text = NodeIds().Replace(text, static id => $"n{ulong.Parse(id.Value[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture) - 1}");
        text = Terms().Replace(text, static term => $"t{ShortTerm(long.Parse(term.Value, CultureInfo.InvariantCulture))}");
        return Epochs().Replace(text, epoch => ShortEpoch(epoch.Value));
    }

    private string ShortEpoch(string epoch)
    {
        if (!_epochs.TryGetValue(epoch, out var name))
        {
            _epochs.Add(epoch, name = $"e{_epochs.Count + 1}");
        }

        return name;
    }

    private static string ShortTerm(long term) =>
        string.Create(CultureInfo.InvariantCulture, $"{((term >> TermLowBits) - 1_700_000_000_000) / 1000.0:0.000}+{term & ((1 << TermLowBits) - 1)}");

    private static string Describe(object message) => message switch
    {
        Publish publish => $"Publish {publish.Topic} {publish.Sequence.Value} after {publish.After.Value} in {publish.Epoch}{(publish.IsRepeat ? " again" : "")}",
        PublishAnswer answer => $"PublishAnswer {answer.Sequence.Value} {answer.Reply} {answer.Position}",
        Deliver deliver => $"Deliver {deliver.Publication.Epoch}/{deliver.Publication.Offset} of term {deliver.Term}",
        Fetched fetched => $"Fetched {fetched.Publications.Count} from {fetched.From}, kept {fetched.FirstKept}, head {fetched.Head}, term {fetched.Term}",
        HeadReport report => $"HeadReport {report.Sequence}: {string.Join(", ", report.Heads)} {string.Join(", ", report.Invites)}",
        InterestChanged changed => $"InterestChanged {changed.Node} series {changed.Series} from {changed.From} to {changed.Through}: {string.Join(", ", changed.Changes)}",
        AskLeft ask => $"AskLeft {string.Join(", ", ask.Shards)}",
        LeftNames names => $"LeftNames {names.Shard} {names.Page} of {names.Pages}, heard {names.Heard.Opened} {names.Heard.OfGone} {string.Join(", ", names.Heard.Others)}{(names.IsHosting ? ", is hosting" : "")}: {string.Join(", ", names.Names)}",
        LeftTaken taken => $"LeftTaken {string.Join(", ", taken.Names)}",
        LeftWaiting waiting => $"LeftWaiting {string.Join(", ", waiting.Names)}",
        LeftYielded yielded => $"LeftYielded {string.Join(", ", yielded.Names)}",
        LeftTopic left => Describe(left),
        LeftSegment segment => $"LeftSegment {segment.Index}{(segment.IsLast ? ", the last" : "")}: {Describe(segment.Part)}",
        TopicMayBegin begin => $"TopicMayBegin in hosting {begin.Hosting} with {(begin.Left is null ? "nothing" : Describe(begin.Left))}",
        _ => message.ToString()!,
    };

    private static string Describe(LeftTopic left) =>
        $"LeftTopic {left.Topic} {left.Head} of term {left.Term} in hosting {left.Hosting}, {left.Log.Count} publications, {left.Publishers.Count} publishers";

    [GeneratedRegex(@"\b0000[0-9a-f]{12}\b")]
    private static partial Regex NodeIds();

    [GeneratedRegex(@"\b178\d{16}\b")]
    private static partial Regex Terms();

    [GeneratedRegex(@"\b[0-9a-f]{12,16}\b")]
    private static partial Regex Epochs();
}

using Broker.Actors.Deliveries;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Reports;

/// <summary>What happened in one history, line by line, with short names for long numbers.</summary>
internal sealed class Trace(World world)
{
    private readonly List<string> _lines = [];

    /// <summary>The lines without those that are only about topics which are not mentioned.</summary>
    public IReadOnlyList<string> About(string mentioned)
    {
        var others = Array.FindAll(world.Topics, topic => !mentioned.Contains(topic.Name.Value, StringComparison.Ordinal));
        return others.Length == world.Topics.Length
            ? _lines
            : _lines.FindAll(line => !Array.Exists(others, topic => line.Contains(topic.Name.Value, StringComparison.Ordinal)));
    }

    public void Note(string what) => _lines.Add($"{world.Time.Now / 1000.0,8:0.000} {what}");

    public void Accepted(PublishRecord record, Position place) => Note($"{record} is accepted as {place}");

    public void Lost(SimulatedActor from, SimulatedActor to, object message) => Note($"LOST {from} -> {to}: {Describe(message)}");

    public void Received(SimulatedActor from, SimulatedActor to, object message)
    {
        if (message is not Action)
        {
            Note($"{from} -> {to}: {Describe(message)}");
        }
    }

    private static string Describe(object message) => message switch
    {
        Publish publish => $"Publish {publish.Topic} {publish.Sequence.Value} after {publish.After.Value} in {publish.Epoch}{(publish.IsRepeat ? " again" : "")}",
        PublishAnswer answer => $"PublishAnswer {answer.Sequence.Value} {answer.Reply} {answer.Position}",
        Deliver deliver => $"Deliver term {deliver.Term} {deliver.Publication.Epoch}/{deliver.Publication.Offset}",
        Fetched fetched => $"Fetched term {fetched.Term} from {fetched.From} kept {fetched.FirstKept} head {fetched.Head}, {fetched.Publications.Count} publications",
        _ => message.ToString()!,
    };
}

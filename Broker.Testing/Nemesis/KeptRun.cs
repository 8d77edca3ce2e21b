using Broker.Testing.Histories;

namespace Broker.Testing.Nemesis;

/// <summary>Keeps what is needed to understand a failed run: the report, the history, the nodes' logs.</summary>
public static class KeptRun
{
    /// <summary>Writes it below <c>artifacts/nemesis</c> and returns the folder.</summary>
    public static async Task<string> WriteAsync(string name, SupervisedCluster cluster, History history, string report)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(history);
        var folder = Path.Combine(RepositoryRoot.Path, "artifacts", "nemesis", name);
        await cluster.KeepLogsAsync(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "report.txt"), report);
        await File.WriteAllLinesAsync(Path.Combine(folder, "nodes.txt"), history.Faults.OrderBy(fault => fault.From).Select(fault => fault.ToString()).Concat(history.Lives.Select(life => life.ToString())));
        await File.WriteAllLinesAsync(Path.Combine(folder, "publishes.txt"), history.Publishes.OrderBy(publish => publish.SentAt).Select(publish => $"{publish.Topic} {publish}"));
        await File.WriteAllLinesAsync(Path.Combine(folder, "connections.txt"), history.Sessions.OrderBy(session => session.OpenedAt).SelectMany(Lines));
        return folder;
    }

    private static IEnumerable<string> Lines(SubscriberSession session) =>
        [session.ToString(), .. session.Seen.Select(sighting => FormattableString.Invariant($"  {sighting.At.TotalSeconds:0.000} {sighting.Message}"))];
}

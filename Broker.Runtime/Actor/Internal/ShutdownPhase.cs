using Broker.Runtime.Configuration;

namespace Broker.Runtime.Actor.Internal;

/// <summary>A phase of the coordinated shutdown.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DependsOn">The phases that run before it.</param>
/// <param name="Timeout">How long its tasks may take together.</param>
/// <param name="Recover">Whether the shutdown goes on after a failed task.</param>
/// <param name="Enabled">Whether its tasks run at all.</param>
internal sealed record ShutdownPhase(string Name, IReadOnlyList<string> DependsOn, TimeSpan Timeout, bool Recover, bool Enabled)
{
    /// <summary>The configured phases.</summary>
    public static Dictionary<string, ShutdownPhase> Read(Config config)
    {
        var defaultTimeout = config.GetTimeSpan("default-phase-timeout", TimeSpan.FromSeconds(5), allowInfinite: false);
        var phases = config.GetConfig("phases");
        return phases.Tree.Keys.ToDictionary(static name => name, name =>
        {
            var phase = phases.GetConfig(name);
            return new ShutdownPhase(
                name,
                [.. phase.GetStringList("depends-on")],
                phase.GetTimeSpan("timeout", defaultTimeout, allowInfinite: false),
                phase.GetBoolean("recover", true),
                phase.GetBoolean("enabled", true));
        });
    }

    /// <summary>The names of the phases, each after those it depends on.</summary>
    public static List<string> Sort(IReadOnlyDictionary<string, ShutdownPhase> phases)
    {
        var sorted = new List<string>();
        var open = new HashSet<string>();
        foreach (var name in phases.Keys)
            Visit(name);
        return sorted;

        void Visit(string name)
        {
            if (sorted.Contains(name))
                return;
            if (!open.Add(name))
                throw new ConfigurationException($"akka.coordinated-shutdown.phases: \"{name}\" depends on itself.");
            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var before in phase.DependsOn)
                    Visit(before);
            }

            open.Remove(name);
            sorted.Add(name);
        }
    }
}

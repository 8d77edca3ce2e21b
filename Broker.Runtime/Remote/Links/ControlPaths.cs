using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote.Links;

/// <summary>The engine's own actors whose messages all go over the control lane.</summary>
internal static class ControlPaths
{
    private static readonly string[] BelowSystem = ["cluster", "remote-watcher"];

    public static bool Contains(ActorPath path)
    {
        ActorPath? second = null;
        ActorPath top = path;
        while (top.Depth > 1)
        {
            second = top;
            top = top.Parent;
        }

        return second is not null && top.Name == "system" && BelowSystem.Contains(second.Name);
    }
}

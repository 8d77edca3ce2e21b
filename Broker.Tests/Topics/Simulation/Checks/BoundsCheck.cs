using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>After each turn: windows, stashes and reports are within their limits.</summary>
internal static class BoundsCheck
{
    public static void Owner(SimulatedOwner owner)
    {
        var options = owner.World.Plan.Topics;
        Require(owner.State.Kept <= options.RepairCount, owner, "repair window", owner.State.Kept);
        Require(owner.State.Publishers <= options.DedupePublishers, owner, "dedupe window", owner.State.Publishers);
        Require(owner.State.Nodes <= owner.World.Plan.Nodes * 2, owner, "subscribed relays", owner.State.Nodes);
    }

    public static void Relay(SimulatedRelay relay) =>
        Require(relay.State.Early <= relay.World.Plan.Relays.EarlyCount, relay, "early publications", relay.State.Early);

    private static void Require(bool isBounded, SimulatedActor actor, string what, int count)
    {
        if (!isBounded)
        {
            throw new Violation(Promises.Bounds, $"{actor} has {count} in its {what}");
        }
    }
}

using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>After each turn: windows, stashes and reports are within their limits.</summary>
internal static class BoundsCheck
{
    public static void Owner(SimulatedOwner owner)
    {
        var plan = owner.World.Plan;
        Require(owner.Stashed <= plan.Topics.StartStash, owner, "stash", owner.Stashed);
        if (owner.State is { } state)
        {
            Require(state.Kept <= Math.Max(plan.Namespace.RepairCount, plan.Namespace.HistorySize), owner, "log", state.Kept);
            Require(state.Publishers <= plan.Topics.DedupePublishers, owner, "memory of publishers", state.Publishers);
            Require(state.Nodes <= plan.Nodes * 2, owner, "subscribed relays", state.Nodes);
            Require(state.Invited <= plan.Nodes * 2, owner, "invited nodes", state.Invited);
        }
    }

    public static void Relay(SimulatedRelay relay)
    {
        var options = relay.World.Plan.Relays;
        Require(relay.State.Early <= options.EarlyCount, relay, "early publications", relay.State.Early);
        Require(relay.State.KeptForRecovery <= options.RecoverCount, relay, "publications for those who come back", relay.State.KeptForRecovery);
    }

    public static void Keeper(SimulatedKeeper keeper) =>
        Require(keeper.State.Topics <= keeper.World.Plan.TopicCount, keeper, "left topics", keeper.State.Topics);

    private static void Require(bool isBounded, SimulatedActor actor, string what, int count)
    {
        if (!isBounded)
        {
            throw new Violation(Promises.Bounds, $"{actor} has {count} in its {what}");
        }
    }
}

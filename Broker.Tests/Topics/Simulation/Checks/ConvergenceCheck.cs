using Broker.Actors.Relays;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>When everything is quiet: one owner of each topic, every relay subscribed there at its head, nothing left over.</summary>
internal static class ConvergenceCheck
{
    public static void Run(World world)
    {
        Require(world.Membership.IsSettled, "the cluster is not one");
        foreach (var publisher in world.Publishers)
        {
            Require(publisher.Pending == 0, $"{publisher.Pending} publishes of a publisher have no result");
        }

        foreach (var client in world.Clients)
        {
            Require(client.IsSettled, $"{client} does not hear what it wants to");
        }

        var owners = FindOwners(world);
        var filters = world.Nodes.Sum(static node => node!.Hub.State.Filters);
        foreach (var node in world.Nodes)
        {
            Require(node!.Region.IsEmpty, $"messages wait at {node.Region}");
            Require(node.Keeper.State.Topics == 0, $"{node.Keeper.State.Topics} states are left at {node.Keeper}");
            Require(node.Reporter.State.PendingHeads == 0, $"{node.Reporter.State.PendingHeads} heads are not acknowledged to {node.Reporter}");
            Require(node.Reporter.State.PendingInvites == 0, $"{node.Reporter.State.PendingInvites} invites are not acknowledged to {node.Reporter}");
            Require(node.Interest.Count == filters, $"{node} knows {node.Interest.Count} of {filters} filters");
            foreach (var relay in node.Hub.Relays)
            {
                Check(relay, owners.GetValueOrDefault(relay.Topic));
            }
        }
    }

    private static Dictionary<TopicInfo, SimulatedOwner> FindOwners(World world)
    {
        var owners = new Dictionary<TopicInfo, SimulatedOwner>();
        foreach (var node in world.Nodes)
        {
            foreach (var shard in node!.Region.Hosted)
            {
                foreach (var owner in shard?.Owners ?? [])
                {
                    Require(owners.TryAdd(owner.Topic, owner), $"{owner} and {owners[owner.Topic]} both live");
                    Require(owner.State is not null && owner.State.Nodes == LiveRelays(world, owner.Topic), $"{owner} delivers to {owner.State?.Nodes} nodes");
                }
            }
        }

        return owners;
    }

    private static int LiveRelays(World world, TopicInfo topic) => world.Nodes.Sum(node => node!.Hub.Relays.Count(relay => relay.Topic == topic));

    private static void Check(SimulatedRelay relay, SimulatedOwner? owner)
    {
        Require(relay.State.Phase == RelayPhase.Subscribed, $"{relay} is {relay.State.Phase}");
        Require(owner is not null && relay.State.Position == owner.State!.Head, $"{relay} is at {relay.State.Position}, its owner at {owner?.State?.Head}");
        Require(relay.State.Early == 0, $"{relay} keeps {relay.State.Early} early publications");
    }

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new Violation(Promises.Convergence, otherwise);
        }
    }
}

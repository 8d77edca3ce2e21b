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

        foreach (var subscriber in world.Subscribers)
        {
            Require(subscriber.IsSettled, $"{subscriber} does not hear {subscriber.Topic}");
        }

        var owners = FindOwners(world);
        foreach (var node in world.Nodes)
        {
            Require(node!.Region.IsEmpty, $"messages wait at {node.Region}");
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
                    Require(owner.State.Nodes == LiveRelays(world, owner.Topic), $"{owner} delivers to {owner.State.Nodes} nodes");
                }
            }
        }

        return owners;
    }

    private static int LiveRelays(World world, TopicInfo topic) => world.Nodes.Sum(node => node!.Hub.Relays.Count(relay => relay.Topic == topic));

    private static void Check(SimulatedRelay relay, SimulatedOwner? owner)
    {
        Require(relay.State.Phase == RelayPhase.Subscribed, $"{relay} is {relay.State.Phase}");
        Require(owner is not null && relay.State.Position == owner.State.Head, $"{relay} is at {relay.State.Position}, its owner at {owner?.State.Head}");
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

using Broker.Runtime.Cluster;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Invariants;

/// <summary>Two coordinators never run among members of one view.</summary>
internal sealed class CoordinatorChecks(World world)
{
    private readonly HashSet<Incarnation> _running = [];

    public void Started(Incarnation process)
    {
        foreach (var other in _running)
        {
            if (other != process && other.IsAlive && process.State.Gossip.FindMember(other.Self) is { Status: not MemberStatus.Down } member)
                world.Break(Invariant.OneCoordinator, $"the singleton starts on {process} while it runs on {other}, which is {member.Status} there");
        }

        _running.Add(process);
    }

    public void Ended(Incarnation process) => _running.Remove(process);
}

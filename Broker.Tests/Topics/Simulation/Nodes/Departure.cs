namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>The phases in which a node leaves, each with its patience, as in the coordinated shutdown of the broker.</summary>
internal sealed class Departure(SimulatedNode node)
{
    private const int LookAgain = 300;
    private const int ShardsPatience = 10_000;
    private const int TopicsPatience = 15_000;
    private const int GoodbyePatience = 3_000;

    private bool _isDrained;

    private World World => node.World;

    public void Begin() => GiveShardsAway(World.Time.Now + ShardsPatience);

    private void GiveShardsAway(long until)
    {
        if (node.Region.HasNoShard || World.Time.Now >= until)
        {
            node.Region.Close();
            World.CloseClientsOf(node);
            node.Keeper.Drain(() => _isDrained = true);
            GiveTopicsAway(World.Time.Now + TopicsPatience);
            return;
        }

        if (node.View.Oldest is { } oldest)
        {
            World.Links.Control(node, oldest, () => oldest.Coordinator?.Leave(node));
        }

        World.After(node, LookAgain, () => GiveShardsAway(until));
    }

    private void GiveTopicsAway(long until)
    {
        if (_isDrained || World.Time.Now >= until)
        {
            World.Statistics.Drained += _isDrained ? 1 : 0;
            SayGoodbye(World.Time.Now + GoodbyePatience);
        }
        else
        {
            World.After(node, LookAgain, () => GiveTopicsAway(until));
        }
    }

    private void SayGoodbye(long until)
    {
        // Who still has something to tell is as good as lost, and must not look as if it were not.
        if ((_isDrained && node.Reporter.SayGoodbye()) || World.Time.Now >= until)
        {
            node.FenceActor.Close();
            World.Membership.Leave(node);
        }
        else
        {
            World.After(node, LookAgain, () => SayGoodbye(until));
        }
    }
}

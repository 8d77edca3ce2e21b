using Broker.Tests.Topics.Simulation.Links;
using Broker.Tests.Topics.Simulation.Nodes;
using Broker.Tests.Topics.Simulation.Plans;

namespace Broker.Tests.Topics.Simulation;

/// <summary>Does to the world what a step of the plan says. A step whose node is gone does nothing.</summary>
internal sealed class Faults(World world)
{
    public void Do(in PlanStep step)
    {
        world.Statistics.Count(step.Kind);
        world.Trace?.Note($"--- {step.Kind} {step.A} {step.B} {step.C}");
        switch (step.Kind)
        {
            case StepKind.Publish:
                world.Publishers[step.A].Publish(world.Topics[step.B], step.C);
                break;
            case StepKind.Reconnect:
                world.Publishers[step.A].Disconnect();
                break;
            case StepKind.Subscribe:
                world.Clients[step.A].Begin();
                break;
            case StepKind.Unsubscribe:
                world.Clients[step.A].End();
                break;
            case StepKind.Stall:
                Stall(step);
                break;
            case StepKind.Move:
                world.Coordinator?.Move(step.A);
                break;
            case StepKind.StartTwice:
                world.Coordinator?.StartTwice(step.A, step.C);
                break;
            case StepKind.SetClock when world.Nodes[step.A] is { } node:
                node.Clock.Skew = step.C;
                break;
            case StepKind.Down when world.Nodes[step.A] is { } node:
                world.Membership.Down(node);
                break;
            case StepKind.Leave or StepKind.Crash or StepKind.Pause when world.Nodes[step.A] is { IsRunning: true } node:
                DoTo(node, step);
                break;
            default:
                DoToLinks(step);
                break;
        }
    }

    private void Stall(PlanStep step)
    {
        world.Clients[step.A].IsSlow = true;
        world.After(world.Outside, step.C, () => world.Clients[step.A].IsSlow = false);
    }

    private void DoTo(SimulatedNode node, in PlanStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Leave:
                node.Leave();
                break;
            case StepKind.Crash:
                node.Exit("crashes");
                break;
            case StepKind.Pause:
                node.Pause();
                world.After(world.Outside, step.C, node.Resume);
                break;
        }
    }

    private void DoToLinks(in PlanStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Cut:
                Set(step.A, step.B, LinkMode.Dropping, step.C);
                Set(step.B, step.A, LinkMode.Dropping, step.C);
                break;
            case StepKind.CutOneWay:
                Set(step.A, step.B, LinkMode.Dropping, step.C);
                break;
            case StepKind.Hold:
                Set(step.A, step.B, LinkMode.Holding, step.C);
                break;
            case StepKind.Partition:
                Partition(step);
                break;
            case StepKind.Break:
                world.Links.Break(step.A, step.B);
                world.Links.Break(step.B, step.A);
                break;
            case StepKind.Lose:
                Lose(step.B, step.C);
                break;
            case StepKind.Slow:
                Slow(step);
                break;
        }
    }

    private void Partition(in PlanStep step)
    {
        for (var from = 0; from < world.Plan.Nodes; from++)
        {
            for (var to = 0; to < world.Plan.Nodes; to++)
            {
                if (((step.A >> from) & 1) != ((step.A >> to) & 1))
                {
                    Set(from, to, step.B == 1 ? LinkMode.Holding : LinkMode.Dropping, step.C);
                }
            }
        }
    }

    private void Slow(PlanStep step)
    {
        for (var other = 0; other < world.Plan.Nodes; other++)
        {
            var (there, back) = (world.Links[step.A, other], world.Links[other, step.A]);
            there.Delay = back.Delay = step.B;
            world.After(world.Outside, step.C, () => there.Delay = back.Delay = 0);
        }
    }

    private void Set(int from, int to, LinkMode mode, int duration)
    {
        if (from != to)
        {
            world.Links.Set(from, to, mode);
            world.After(world.Outside, duration, () => world.Links.Set(from, to, LinkMode.Open));
        }
    }

    private void Lose(int thousandths, int duration)
    {
        for (var from = 0; from < world.Plan.Nodes; from++)
        {
            for (var to = 0; to < world.Plan.Nodes; to++)
            {
                var link = world.Links[from, to];
                link.Loss = thousandths;
                world.After(world.Outside, duration, () => link.Loss = 0);
            }
        }
    }
}

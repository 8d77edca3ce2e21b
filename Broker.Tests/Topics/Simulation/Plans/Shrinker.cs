namespace Broker.Tests.Topics.Simulation.Plans;

/// <summary>Cuts steps out of a plan for as long as it still breaks the same promise.</summary>
internal static class Shrinker
{
    /// <summary>The shortest plan that was found with some number of tries.</summary>
    public static Plan Shrink(Plan plan, Func<Plan, bool> stillFails, int tries)
    {
        var best = plan;
        for (var size = Math.Max(1, plan.Steps.Count / 2); size >= 1 && tries > 0; size = size > 1 ? size / 2 : 0)
        {
            for (var from = 0; from < best.Steps.Count && tries > 0;)
            {
                tries--;
                var shorter = best with { Steps = [.. best.Steps.Take(from), .. best.Steps.Skip(from + size)] };
                if (stillFails(shorter))
                {
                    best = shorter;
                }
                else
                {
                    from += size;
                }
            }
        }

        return best;
    }
}

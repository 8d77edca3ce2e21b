namespace Broker.Tests.Topics.Simulation.Plans;

/// <summary>One thing that happens from outside, at a time.</summary>
internal readonly record struct PlanStep(long At, StepKind Kind, int A = 0, int B = 0, int C = 0)
{
    public override string ToString() => $"{At / 1000.0,8:0.000} {Kind} {A} {B} {C}";
}

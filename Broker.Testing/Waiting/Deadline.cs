namespace Broker.Testing.Waiting;

/// <summary>How long the waits of tests may take before they fail.</summary>
public static class Deadline
{
    /// <summary>For one step of a healthy system: generous, because the build machines have few and shared processors.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(20);

    /// <summary>For what needs a failure to be detected first, or a whole cluster to form.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);
}

using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

/// <summary>Reacts to every message of a test actor before the test looks at it.</summary>
public abstract class AutoPilot
{
    /// <summary>Switches the automatic reactions off.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Keeps the current auto pilot.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Reacts to a message, and names who reacts to the next.</summary>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

/// <summary>Returned by an auto pilot that wants to handle the next message too.</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The only instance.</summary>
    public static readonly KeepRunning Instance = new();

    private KeepRunning()
    {
    }

    /// <inheritdoc />
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning is an answer of an auto pilot, not an auto pilot.");
}

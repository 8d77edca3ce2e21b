using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit.TestActors;

/// <summary>Takes every message and does nothing.</summary>
public class BlackHoleActor : ActorBase
{
    /// <summary>How to make one.</summary>
    public static Props Props { get; } = Actor.Props.Create(typeof(BlackHoleActor));

    /// <inheritdoc />
    protected override bool Receive(object message) => true;
}

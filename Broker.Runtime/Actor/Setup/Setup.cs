namespace Broker.Runtime.Actor.Setup;

/// <summary>One programmatic setting of an actor system.</summary>
public abstract class Setup
{
    /// <summary>Both settings.</summary>
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}

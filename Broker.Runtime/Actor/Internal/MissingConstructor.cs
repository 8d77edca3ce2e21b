namespace Broker.Runtime.Actor.Internal;

/// <summary>Stands for a constructor that an actor's type does not have: its supervisor hears of it when the actor starts.</summary>
internal sealed class MissingConstructor(Type type) : IActorFactory
{
    public ActorBase Create(object?[] args) =>
        throw new MissingMethodException($"{type} has no constructor for ({string.Join(", ", args.Select(static a => a?.GetType().Name ?? "null"))}).");

    public void Release(ActorBase actor)
    {
    }
}

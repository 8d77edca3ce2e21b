using Broker.Runtime.Util;

namespace Broker.Runtime.Actor;

/// <summary>The handle of an actor, wherever it lives; the only way to reach it.</summary>
/// <remarks>Two references are equal when they point to the same incarnation of the same path.</remarks>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, ISurrogated, IComparable
{
    /// <summary>Where the actor lives.</summary>
    ActorPath Path { get; }
}

using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Serialization;

namespace Broker.Runtime.Actor;

/// <summary>Makes references, and knows what is local and what is not.</summary>
public interface IActorRefProvider
{
    /// <summary>The actor at the root of the tree.</summary>
    IInternalActorRef RootGuardian { get; }

    /// <summary>The parent of all actors of the user.</summary>
    LocalActorRef Guardian { get; }

    /// <summary>The parent of all actors of the engine.</summary>
    LocalActorRef SystemGuardian { get; }

    /// <summary>Where messages go that cannot be delivered.</summary>
    IActorRef DeadLetters { get; }

    /// <summary>Swallows messages.</summary>
    IActorRef IgnoreRef { get; }

    /// <summary>The path of the root.</summary>
    ActorPath RootPath { get; }

    /// <summary>The system's settings.</summary>
    Settings Settings { get; }

    /// <summary>The parent of temporary references such as those of an Ask.</summary>
    IInternalActorRef TempContainer { get; }

    /// <summary>Ends when the root guardian has ended.</summary>
    Task TerminationTask { get; }

    /// <summary>The address under which other systems know this one.</summary>
    Address DefaultAddress { get; }

    /// <summary>What serializers need to write references.</summary>
    Information SerializationInformation { get; }

    /// <summary>Called once, while the system starts.</summary>
    void Init(ActorSystemImpl system);

    /// <summary>Makes an actor and starts it.</summary>
    IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy? deploy,
        bool lookupDeploy,
        bool async);

    /// <summary>The reference for a serialized path; dead letters with that path if there is no such local actor.</summary>
    IActorRef ResolveActorRef(string path);

    /// <summary>The reference for a path; dead letters with that path if there is no such local actor.</summary>
    IActorRef ResolveActorRef(ActorPath actorPath);

    /// <summary>The root of the system at <paramref name="address"/>.</summary>
    IActorRef RootGuardianAt(Address address);

    /// <summary>A new, unique path below the container of temporary references.</summary>
    ActorPath TempPath();

    /// <summary>Makes a temporary reference reachable.</summary>
    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    /// <summary>Removes a temporary reference.</summary>
    void UnregisterTempActor(ActorPath path);

    /// <summary>A temporary reference that completes <paramref name="tcs"/> with the first answer.</summary>
    FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs);

    /// <summary>This system's address as <paramref name="address"/> has to use it; null when it cannot reach us.</summary>
    Address? GetExternalAddressFor(Address address);
}

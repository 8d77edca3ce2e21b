using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Setup;

namespace Broker.Runtime.Serialization;

/// <summary>The serializers a system gets in code, beside those of its configuration.</summary>
public sealed class SerializationSetup : Setup
{
    private SerializationSetup(Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers) =>
        CreateSerializers = createSerializers;

    /// <summary>Makes the serializers for a system.</summary>
    public Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> CreateSerializers { get; }

    /// <summary>A setup that calls <paramref name="createSerializers"/> once for each system.</summary>
    public static SerializationSetup Create(Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers) =>
        new(createSerializers);
}

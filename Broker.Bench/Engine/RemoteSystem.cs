using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Serialization;

namespace Broker.Bench.Engine;

/// <summary>A system that others reach over loopback, and that knows the user's message.</summary>
internal static class RemoteSystem
{
    public static ActorSystem Start() => ActorSystem.Create("bench", ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(BenchSettings.Remote()),
        SerializationSetup.Create(system => ImmutableHashSet.Create(
            SerializerDetails.Create("sample", new SampleSerializer(system), ImmutableHashSet.Create(typeof(Sample)))))));
}

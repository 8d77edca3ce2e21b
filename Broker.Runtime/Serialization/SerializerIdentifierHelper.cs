using System.Runtime.Serialization;
using Broker.Hocon;
using Broker.Runtime.Actor;
using Broker.Runtime.Util;

namespace Broker.Runtime.Serialization;

/// <summary>Finds the identifiers of serializers that do not state it in code.</summary>
public static class SerializerIdentifierHelper
{
    private const string Path = "akka.actor.serialization-identifiers";

    /// <summary>The identifier configured for <paramref name="type"/>.</summary>
    /// <exception cref="SerializationException">There is none.</exception>
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        if (system.Settings.Config.Tree.Find(Path) is HoconObject identifiers)
        {
            foreach ((string name, HoconValue value) in identifiers)
            {
                if (value is HoconText text && EngineTypeNames.Find(name) == type && int.TryParse(text.Text, out int identifier))
                    return identifier;
            }
        }

        throw new SerializationException($"Serializer {type} has no identifier: override Identifier, or set {Path}.");
    }
}

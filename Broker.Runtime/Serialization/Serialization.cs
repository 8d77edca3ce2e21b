using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Broker.Hocon;
using Broker.Runtime.Actor;
using Broker.Runtime.Util;

namespace Broker.Runtime.Serialization;

/// <summary>The serializers of a system, by identifier and by type.</summary>
/// <remarks>Only types that are registered, here or in the configuration, are written or read; a type name from the wire is never resolved.</remarks>
public class Serialization
{
    private readonly ConcurrentDictionary<int, Serializer> _byIdentifier = new();
    private readonly ConcurrentDictionary<string, Serializer> _byName = new();
    private readonly ConcurrentDictionary<Type, Serializer> _bindings = new();
    private readonly ConcurrentDictionary<Type, Serializer> _found = new();

    /// <summary>Creates the registry with the engine's serializers and those of configuration and setup.</summary>
    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        AddBuiltIn();
        AddConfigured();
        if (system.Settings.Setup.Get<SerializationSetup>() is { HasValue: true } setup)
        {
            foreach (SerializerDetails details in setup.Value.CreateSerializers(system))
                Add(details.Alias, details.Serializer, details.UseFor);
        }
    }

    /// <summary>The system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>The path of a reference as another system can use it; empty for no reference.</summary>
    public static string SerializedActorPath(IActorRef actorRef) => actorRef switch
    {
        null => string.Empty,
        IInternalActorRef reference and not Nobody => reference.Path.ToSerializationFormatWithAddress(reference.Provider.DefaultAddress),
        _ => actorRef.Path.ToSerializationFormat(),
    };

    /// <summary>The manifest that goes with a message; empty when the serializer needs none.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest named => named.Manifest(msg),
        { IncludeManifest: true } => throw new SerializationException(
            $"Serializer {s.GetType()} would send a type's name; derive it from {nameof(SerializerWithStringManifest)}."),
        _ => string.Empty,
    };

    /// <summary>Registers a serializer.</summary>
    public void AddSerializer(string name, Serializer serializer)
    {
        if (_byIdentifier.TryGetValue(serializer.Identifier, out Serializer? other) && other.GetType() != serializer.GetType())
            throw new SerializationException($"Serializers {other.GetType()} and {serializer.GetType()} both have identifier {serializer.Identifier}.");
        _byIdentifier[serializer.Identifier] = serializer;
        _byName[name] = serializer;
    }

    /// <summary>Uses a serializer for a type and those that derive from it.</summary>
    public void AddSerializationMap(Type type, Serializer serializer)
    {
        _bindings[type] = serializer;
        _found.Clear();
    }

    /// <summary>The serializer of a message.</summary>
    /// <exception cref="SerializationException">Its type is not registered.</exception>
    public Serializer FindSerializerFor(object obj, string? defaultSerializerName = null) =>
        FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <summary>The serializer of a type: its own, or that of the nearest registered type it derives from.</summary>
    /// <exception cref="SerializationException">There is none.</exception>
    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null)
    {
        if (_found.TryGetValue(objectType, out Serializer? known))
            return known;
        Serializer? found = FindBinding(objectType);
        if (found is null && defaultSerializerName is not null)
            _byName.TryGetValue(defaultSerializerName, out found);
        if (found is null)
            throw new SerializationException($"No serializer is registered for {objectType}: it cannot be sent to another node.");
        _found[objectType] = found;
        return found;
    }

    /// <summary>The bytes of a message.</summary>
    public byte[] Serialize(object o) => FindSerializerFor(o).ToBinary(o);

    /// <summary>The message of some bytes.</summary>
    /// <exception cref="SerializationException">The serializer is unknown or cannot read them.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        Serializer serializer = SerializerOf(serializerId);
        return serializer is SerializerWithStringManifest named ? named.FromBinary(bytes, manifest) : serializer.FromBinary(bytes, type: null);
    }

    /// <summary>The message of some bytes.</summary>
    /// <exception cref="SerializationException">The serializer is unknown or cannot read them.</exception>
    public object Deserialize(byte[] bytes, int serializerId, Type? type) => SerializerOf(serializerId).FromBinary(bytes, type);

    /// <summary>The reference of a serialized path.</summary>
    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    /// <summary>The types that have a serializer, those of which the derived have it too among them.</summary>
    internal IEnumerable<Type> BoundTypes => _bindings.Keys;

    /// <exception cref="SerializationException">There is none.</exception>
    internal Serializer SerializerOf(int serializerId) => _byIdentifier.TryGetValue(serializerId, out Serializer? serializer)
        ? serializer
        : throw new SerializationException($"No serializer has identifier {serializerId}.");

    internal void Add(string name, Serializer serializer, IEnumerable<Type> types)
    {
        AddSerializer(name, serializer);
        foreach (Type type in types)
            AddSerializationMap(type, serializer);
    }

    private Serializer? FindBinding(Type type)
    {
        for (Type? at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            if (_bindings.TryGetValue(at, out Serializer? own))
                return own;
        }

        Type? nearest = null;
        foreach (Type candidate in _bindings.Keys)
        {
            if (candidate.IsInterface && candidate.IsAssignableFrom(type) && (nearest is null || nearest.IsAssignableFrom(candidate)))
                nearest = candidate;
        }

        return nearest is not null ? _bindings[nearest] : _bindings.GetValueOrDefault(typeof(object));
    }

    private void AddBuiltIn()
    {
        Add("bytes", new ByteArraySerializer(System), [typeof(byte[])]);
        Add("primitive", new PrimitiveSerializer(System), PrimitiveSerializer.Types);
        Add("akka-misc", new MiscMessageSerializer(System), MiscMessageSerializer.Types);
        Add("akka-containers", new SelectionSerializer(System), [typeof(ActorSelectionMessage)]);
    }

    private void AddConfigured()
    {
        foreach ((string name, string typeName) in Entries("akka.actor.serializers"))
        {
            Type type = EngineTypeNames.Find(typeName) ?? throw new SerializationException($"The type of serializer {name}, {typeName}, does not exist.");
            AddSerializer(name, (Serializer)Activator.CreateInstance(type, System)!);
        }

        foreach ((string typeName, string name) in Entries("akka.actor.serialization-bindings"))
        {
            Type type = EngineTypeNames.Find(typeName) ?? throw new SerializationException($"The type {typeName}, bound to serializer {name}, does not exist.");
            AddSerializationMap(type, _byName.GetValueOrDefault(name)
                ?? throw new SerializationException($"{typeName} is bound to serializer {name}, which is not configured."));
        }
    }

    private IEnumerable<(string Key, string Value)> Entries(string path)
    {
        if (System.Settings.Config.Tree.Find(path) is not HoconObject entries)
            yield break;
        foreach ((string key, HoconValue value) in entries)
        {
            if (value is HoconText text)
                yield return (key, text.Text);
        }
    }
}

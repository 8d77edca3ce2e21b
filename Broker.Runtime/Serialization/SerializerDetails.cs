using System.Collections.Immutable;

namespace Broker.Runtime.Serialization;

/// <summary>A serializer made in code, and the types it is for.</summary>
public sealed class SerializerDetails
{
    private SerializerDetails(string alias, Serializer serializer, ImmutableHashSet<Type> useFor)
    {
        Alias = alias;
        Serializer = serializer;
        UseFor = useFor;
    }

    /// <summary>The name of the serializer in this system.</summary>
    public string Alias { get; }

    /// <summary>The serializer.</summary>
    public Serializer Serializer { get; }

    /// <summary>Its types, with all that derive from them.</summary>
    public ImmutableHashSet<Type> UseFor { get; }

    /// <summary>Puts them together.</summary>
    public static SerializerDetails Create(string alias, Serializer serializer, ImmutableHashSet<Type> useFor) => new(alias, serializer, useFor);
}

namespace Broker.Runtime.Serialization;

/// <summary>The identifiers of the engine's own serializers, fixed because they go over the wire.</summary>
internal static class SerializerIds
{
    /// <summary>Raw byte arrays, as in Akka.NET.</summary>
    public const int ByteArray = 4;

    /// <summary>Messages to an actor selection.</summary>
    public const int Selection = 6;

    /// <summary>Messages of cluster sharding, as in Akka.NET.</summary>
    public const int ClusterSharding = 13;

    /// <summary>The engine's own messages between actors.</summary>
    public const int Misc = 16;

    /// <summary>Text, numbers, truth values.</summary>
    public const int Primitive = 17;

    /// <summary>System messages.</summary>
    public const int System = 22;
}

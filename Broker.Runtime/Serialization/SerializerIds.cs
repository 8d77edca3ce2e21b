namespace Broker.Runtime.Serialization;

/// <summary>The identifiers of the engine's own serializers, fixed because they go over the wire.</summary>
internal static class SerializerIds
{
    /// <summary>Raw byte arrays, as in Akka.NET.</summary>
    public const int ByteArray = 4;
}

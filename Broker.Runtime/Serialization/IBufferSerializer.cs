using System.Buffers;

namespace Broker.Runtime.Serialization;

/// <summary>A serializer that writes and reads without arrays of its own: the fast path of remoting.</summary>
internal interface IBufferSerializer
{
    /// <summary>Appends the bytes of a message.</summary>
    void Write(object message, IBufferWriter<byte> output);

    /// <summary>The message of some bytes, which are not kept.</summary>
    object Read(ReadOnlySpan<byte> bytes, string manifest);
}

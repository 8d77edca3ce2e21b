using System.Text.Json;

namespace Broker.Protocol.Publications;

/// <summary>Compares names of members in JSON that clients wrote.</summary>
internal static class JsonMember
{
    /// <summary>Whether the reader stands on a string, or the name of a member, that says this.</summary>
    /// <remarks>A name may hold an escaped half of a surrogate pair: that is valid JSON, equals nothing, and the reader's own comparison throws at it.</remarks>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(name);
        }

        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

namespace Broker.Runtime.Remote.Wire;

/// <summary>What a frame's type says to a node that does not know it.</summary>
internal static class FrameTypes
{
    private const FrameType FirstOptional = (FrameType)128;

    /// <summary>Whether a node that does not know <paramref name="type"/> may pass it over; any other is sent only under a protocol version that has it.</summary>
    public static bool IsOptional(FrameType type) => type >= FirstOptional;

    public static WireException Unexpected(FrameType type, Lane lane) => new($"frame {type} has no place on the {lane} lane");
}

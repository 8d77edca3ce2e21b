namespace Broker.Hocon;

/// <summary>HOCON that cannot be read, resolved or understood as the wanted type.</summary>
public sealed class HoconException : Exception
{
    /// <summary>The place comes first in the message, where it is known.</summary>
    public HoconException(HoconOrigin origin, string problem, Exception? cause = null)
        : base(origin == HoconOrigin.None ? problem : $"{origin}: {problem}", cause) => Origin = origin;

    /// <summary>Where the problem is.</summary>
    public HoconOrigin Origin { get; }
}

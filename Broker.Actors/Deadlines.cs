namespace Broker.Actors;

/// <summary>Deadlines of pure cores: milliseconds of a steady clock, null for none.</summary>
internal static class Deadlines
{
    /// <summary>The earlier of two.</summary>
    public static long? Earlier(long? left, long? right) =>
        left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);
}

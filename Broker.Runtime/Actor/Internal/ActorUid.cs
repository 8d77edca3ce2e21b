namespace Broker.Runtime.Actor.Internal;

/// <summary>Numbers for incarnations of actors.</summary>
internal static class ActorUid
{
    /// <summary>A random number other than 0, which means any incarnation.</summary>
    public static long Next() => Random.Shared.Next(1, int.MaxValue);
}

using Broker.Runtime.Dispatch;

namespace Broker.Node.Engine;

/// <summary>What a thread tells actors of what it has read from a socket; these run on it afterwards, up to the last write.</summary>
internal static class SocketTurn
{
    /// <summary>Begins one, which must end before an <c>await</c>.</summary>
    public static FollowUps.Scope Begin() => FollowUps.Begin();
}

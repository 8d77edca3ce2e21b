namespace Broker.Node.Engine;

/// <summary>What a thread tells actors of what it has read from a socket. Akka.NET's actors always run on the threads of their dispatcher.</summary>
internal static class SocketTurn
{
    /// <summary>Begins one, which must end before an <c>await</c>.</summary>
    public static Scope Begin() => default;

    /// <summary>Nothing to end.</summary>
    internal readonly ref struct Scope
    {
        public void Dispose()
        {
        }
    }
}

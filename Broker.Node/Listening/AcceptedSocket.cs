using System.Net.Sockets;

namespace Broker.Node.Listening;

/// <summary>A connection that was accepted and has yet to say what it wants.</summary>
/// <param name="listener">Who has accepted it.</param>
/// <param name="socket">Its socket.</param>
/// <param name="speaksUntilMs">When it must have begun to speak, by the clock of the sweep.</param>
internal sealed class AcceptedSocket(ClientListener listener, Socket socket, long speaksUntilMs) : IThreadPoolWorkItem
{
    /// <summary>Its socket.</summary>
    public Socket Socket => socket;

    /// <summary>When it must have begun to speak, by the clock of the sweep.</summary>
    public long SpeaksUntilMs => speaksUntilMs;

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => _ = listener.RunAsync(this);
}

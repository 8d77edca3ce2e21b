using System.IO.Pipelines;

namespace Broker.Runtime.Remote.Transport;

/// <summary>An ordered, reliable stream of bytes both ways.</summary>
internal interface ITransportConnection : IDuplexPipe, IAsyncDisposable
{
    /// <summary>The other end, for the log.</summary>
    string RemoteEndPoint { get; }

    /// <summary>Ends the sending direction behind what was written, so that the other end reads all of it and then the end.</summary>
    ValueTask EndAsync();

    /// <summary>Ends both directions at once; pending and later reads and writes fail or end. May be called at any time, more than once.</summary>
    void Abort();
}

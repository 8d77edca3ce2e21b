using System.IO.Pipelines;
using System.Security.Cryptography.X509Certificates;

namespace Broker.Runtime.Remote.Transport;

/// <summary>An ordered, reliable stream of bytes both ways.</summary>
internal interface ITransportConnection : IDuplexPipe, IAsyncDisposable
{
    /// <summary>The other end, for the log.</summary>
    string RemoteEndPoint { get; }

    /// <summary>The certificate the other end has shown, once secured; null where it had to show none.</summary>
    X509Certificate2? RemoteCertificate => null;

    /// <summary>Brings the connection to where bytes may flow: the handshake of TLS, where that is used. Once, before anything is read or written.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">One end is not believed.</exception>
    ValueTask SecureAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Ends the sending direction behind what was written, so that the other end reads all of it and then the end.</summary>
    ValueTask EndAsync();

    /// <summary>Ends both directions at once; pending and later reads and writes fail or end. May be called at any time, more than once.</summary>
    void Abort();
}

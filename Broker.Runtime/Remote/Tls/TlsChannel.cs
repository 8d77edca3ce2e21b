using System.Net.Security;

namespace Broker.Runtime.Remote.Tls;

/// <summary>TLS over bytes that its one user moves; no call ever waits. Used by the heartbeat thread.</summary>
internal sealed class TlsChannel : IDisposable
{
    private readonly DetachableStream _bytes;
    private readonly SslStream _stream;
    private readonly Task _opening;
    private readonly byte[] _plain = new byte[1024];
    private Task<int>? _reading;

    private TlsChannel(DetachableStream bytes, SslStream stream, Task opening)
    {
        _bytes = bytes;
        _stream = stream;
        _opening = opening;
    }

    /// <summary>Whether both ends have shown what they must; until then nothing can be written.</summary>
    public bool IsOpen => _opening.IsCompletedSuccessfully;

    /// <summary>The connecting end, at its start.</summary>
    public static TlsChannel Connect(TlsCredentials credentials, string host)
    {
        DetachableStream bytes = new(direct: null);
        SslStream stream = new(bytes, leaveInnerStreamOpen: false);
        return new TlsChannel(bytes, stream, stream.AuthenticateAsClientAsync(credentials.ForConnecting(host), CancellationToken.None));
    }

    /// <summary>Takes over a connection that is open.</summary>
    public static TlsChannel TakeOver(DetachableStream bytes, SslStream stream)
    {
        bytes.Detach();
        return new TlsChannel(bytes, stream, Task.CompletedTask);
    }

    /// <summary>Takes bytes from the socket.</summary>
    public void Feed(ReadOnlySpan<byte> bytes) => _bytes.Feed(bytes);

    /// <summary>The bytes for the socket.</summary>
    public ReadOnlySpan<byte> TakeOutgoing() => _bytes.TakeOutgoing();

    /// <summary>Plain bytes that have come, at most what <paramref name="target"/> holds; 0 for none yet.</summary>
    /// <exception cref="IOException">The other end broke the rules, or ended the connection.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">One end is not believed.</exception>
    public int Read(Span<byte> target)
    {
        if (!_opening.IsCompleted)
            return 0;
        _opening.GetAwaiter().GetResult();
        _reading ??= _stream.ReadAsync(_plain.AsMemory(0, Math.Min(_plain.Length, target.Length)), CancellationToken.None).AsTask();
        if (!_reading.IsCompleted)
            return 0;
        int count = _reading.GetAwaiter().GetResult();
        _reading = null;
        if (count == 0)
            throw new IOException("the peer ended TLS");
        _plain.AsSpan(0, count).CopyTo(target);
        return count;
    }

    /// <summary>Encrypts; the bytes are then to be taken.</summary>
    public void Write(ReadOnlySpan<byte> plain) => _stream.WriteAsync(plain.ToArray(), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public void Dispose()
    {
        _stream.Dispose();
        _bytes.Dispose();

        // A failure nobody asks for any more is not reported as unobserved.
        _ = _opening.Exception;
        _ = _reading?.Exception;
    }
}

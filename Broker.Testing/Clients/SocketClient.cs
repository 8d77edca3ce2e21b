using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Broker.Testing.Waiting;

namespace Broker.Testing.Clients;

/// <summary>A WebSocket client that records every message in order of arrival.</summary>
public sealed class SocketClient : IAsyncDisposable
{
    private const int ReadSize = 16 * 1024;

    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource<Closing> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private SocketClient(ClientWebSocket socket, string name)
    {
        _socket = socket;
        Received = new Recording<ReceivedMessage>(name);
        _reading = ReadAsync();
    }

    /// <summary>Every message so far.</summary>
    public Recording<ReceivedMessage> Received { get; }

    /// <summary>Completes when the connection has ended, whoever ended it.</summary>
    public Task<Closing> Closed => _closed.Task;

    /// <summary>The subprotocol that the server chose, if any.</summary>
    public string? SubProtocol => _socket.SubProtocol;

    /// <summary>Opens a connection. Fails when the handshake is refused.</summary>
    public static async Task<SocketClient> ConnectAsync(Uri uri, string? subProtocol = null, string? name = null, TimeSpan? deadline = null, Action<ClientWebSocketOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var socket = new ClientWebSocket();
        // The node answers pings; that it does so unasked is not what most tests are about.
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (subProtocol is not null)
        {
            socket.Options.AddSubProtocol(subProtocol);
        }

        configure?.Invoke(socket.Options);
        using var limit = new CancellationTokenSource(deadline ?? Deadline.Step);
        try
        {
            await socket.ConnectAsync(uri, limit.Token);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }

        return new SocketClient(socket, name ?? $"client of {uri}");
    }

    /// <summary>Sends one text message.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    /// <summary>Sends one binary message.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) => SendAsync(bytes, WebSocketMessageType.Binary);

    /// <summary>Waits for a message with exactly this text.</summary>
    public Task<ReceivedMessage> TextAsync(string text, TimeSpan? deadline = null) =>
        Received.FirstAsync(message => message.Text == text, $"the message '{text}'", deadline);

    /// <summary>Closes in the ordinary way and returns how the server answered.</summary>
    public async Task<Closing> CloseAsync()
    {
        using var limit = new CancellationTokenSource(Deadline.Step);
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", limit.Token);
        return await Closed.WaitAsync(Deadline.Step);
    }

    /// <summary>Breaks the connection without a word.</summary>
    public void Abort() => _socket.Abort();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type)
    {
        using var limit = new CancellationTokenSource(Deadline.Step);
        await _sending.WaitAsync(limit.Token);
        try
        {
            await _socket.SendAsync(bytes, type, endOfMessage: true, limit.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var closing = await ReadUntilClosedAsync();
        _closed.TrySetResult(closing);
        Received.End($"closed with {closing.Code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no code"} {closing.Reason}");
    }

    private async Task<Closing> ReadUntilClosedAsync()
    {
        var buffer = new byte[ReadSize];
        var message = new MemoryStream();
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    await AnswerCloseAsync();
                    return new Closing((int?)_socket.CloseStatus, _socket.CloseStatusDescription ?? "");
                }

                message.Write(buffer, 0, result.Count);
                if (result.EndOfMessage)
                {
                    var text = result.MessageType == WebSocketMessageType.Text;
                    Received.Add(new ReceivedMessage("", message.ToArray(), text, Stopwatch.GetTimestamp()));
                    message.SetLength(0);
                }
            }
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            return new Closing(null, broken.Message);
        }
    }

    private async Task AnswerCloseAsync()
    {
        if (_socket.State == WebSocketState.CloseReceived)
        {
            using var limit = new CancellationTokenSource(Deadline.Step);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", limit.Token);
        }
    }
}

using System.Threading.Tasks.Sources;

namespace Broker.Protocol.Inbound;

/// <summary>The credit of one connection for messages that were read and not yet dealt with: one reader, one who gives back.</summary>
/// <remarks>
/// While the credit is used up the reader does not read, and the client feels it by TCP. A message that is larger than what is left
/// still passes, so the real bound is the limit and one message.
/// </remarks>
public sealed class ReadGate(int maxMessages, int maxBytes) : IValueTaskSource<bool>
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _signal = new() { RunContinuationsAsynchronously = true };
    private int _messages;
    private int _bytes;
    private long _waits;
    private bool _waiting;
    private bool _closed;

    /// <summary>The number of messages that are not dealt with.</summary>
    public int Messages => Volatile.Read(ref _messages);

    /// <summary>Whether the next message may be read. For the reader, an open gate stays open until it takes or the gate is closed for good.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return !_closed && HasCredit;
            }
        }
    }

    /// <summary>How often the reader had to wait.</summary>
    public long Waits => Volatile.Read(ref _waits);

    /// <summary>For the reader only: counts one message that it hands on.</summary>
    public void Take(int bytes)
    {
        lock (_gate)
        {
            _messages++;
            _bytes += bytes;
        }
    }

    /// <summary>For the reader only: completes when the next message may be read, with false when the gate is closed for good.</summary>
    public ValueTask<bool> WaitAsync()
    {
        lock (_gate)
        {
            if (_closed || HasCredit)
            {
                return new ValueTask<bool>(!_closed);
            }

            _signal.Reset();
            _waits++;
            _waiting = true;
            return new ValueTask<bool>(this, _signal.Version);
        }
    }

    /// <summary>Gives the credit of one message back.</summary>
    public void Give(int bytes)
    {
        lock (_gate)
        {
            _messages--;
            _bytes -= bytes;
            if (!_waiting || !HasCredit)
            {
                return;
            }

            _waiting = false;
        }

        _signal.SetResult(true);
    }

    /// <summary>Lets nothing more pass; a waiting reader goes on and is told.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            if (!_waiting)
            {
                return;
            }

            _waiting = false;
        }

        _signal.SetResult(false);
    }

    /// <inheritdoc/>
    bool IValueTaskSource<bool>.GetResult(short token) => _signal.GetResult(token);

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _signal.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    private bool HasCredit => _messages < maxMessages && _bytes < maxBytes;
}

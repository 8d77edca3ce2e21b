using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Broker.Runtime.Remote.Transport;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Links;

/// <summary>The one writer of a link: connects when there is something to send, writes, and after a break connects again.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A token source without a timer holds nothing; EndAsync cancels it.")]
internal sealed class OutboundLinkWriter
{
    /// <summary>How long the last frames may take; a peer that reads nothing is not waited for.</summary>
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    /// <summary>Only acknowledgements come back; the same bound as during the handshake.</summary>
    private const int LargestFrameBack = Handshake.HandshakeProof.MaximumFrameSize;

    private readonly OutboundLink _link;
    private readonly ILinkOwner _owner;
    private readonly Lane _lane;
    private readonly FrameStall _stall = new();
    private readonly LinkRetryState _retry;
    private readonly WriterSignal _signal = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private readonly Lock _startLock = new();
    private Task? _running;
    private volatile ITransportConnection? _used;
    private volatile bool _stalled;

    public OutboundLinkWriter(OutboundLink link, ILinkOwner owner, Lane lane, LinkSettings settings)
    {
        _link = link;
        _owner = owner;
        _lane = lane;
        _retry = new LinkRetryState(settings.RetryFirst, settings.RetryLongest);
        _closed = _closing.Token;
    }

    /// <summary>There is something to do.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _running) is null)
            Start();
        _signal.Set();
    }

    /// <summary>Wakes the writer if there is one, to look at its connection.</summary>
    public void Break() => _signal.Set();

    /// <summary>Cuts off a peer that does not end the frame it began. Called by one clock.</summary>
    public void CheckStall(TimeSpan now, TimeSpan limit)
    {
        if (_used is not { } used || !_stall.IsOverdue(now, limit))
            return;
        _stalled = true;
        used.Abort();
    }

    /// <summary>The next attempt may be made at once.</summary>
    public void ForgetFailures()
    {
        lock (_retry)
            _retry.Connected();
    }

    /// <summary>Ends when the writer has written what it was writing and closed its connection. The link is closed before.</summary>
    public async Task EndAsync()
    {
        Task running;
        lock (_startLock)
            running = _running ??= Task.CompletedTask;
        _signal.Set();
        await _closing.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
    }

    private void Start()
    {
        lock (_startLock)
            _running ??= Task.Run(RunAsync, CancellationToken.None);
    }

    private async Task RunAsync()
    {
        while (!_link.IsClosed)
        {
            if (!_link.HasWork())
            {
                await _signal.WaitAsync().ConfigureAwait(false);
                continue;
            }

            if (await ConnectAsync().ConfigureAwait(false) is { } connection)
                await UseAsync(connection).ConfigureAwait(false);
        }
    }

    private async Task<OutboundConnection?> ConnectAsync()
    {
        try
        {
            TimeSpan pause;
            lock (_retry)
                pause = _retry.Remaining(_owner.Now);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _owner.Time, _closed).ConfigureAwait(false);
            if (!_link.HasWork())
                return null;
            OutboundConnection connection = await _owner.ConnectAsync(_lane, _closed).ConfigureAwait(false);
            ForgetFailures();
            return connection;
        }
        catch (Exception e)
        {
            // Whatever kept the connection from being made, the answer is the same: drop, pause, try again.
            int failures;
            lock (_retry)
            {
                _retry.Failed(_owner.Now, Random.Shared.NextDouble());
                failures = _retry.Failures;
            }

            int lost = _link.EndUse();
            if (!_link.IsClosed)
                _owner.ConnectFailed(_lane, e, failures, lost);
            return null;
        }
    }

    private async Task UseAsync(OutboundConnection connection)
    {
        _link.BeginUse(connection);
        _stalled = false;
        _used = connection.Connection;
        _owner.Connected(_lane, connection.Peer);
        Task<string?> reading = ReadBackAsync(connection.Connection.Input);
        Exception? failure = null;
        try
        {
            await WriteAsync(connection.Connection.Output).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The connection is broken; what exactly is thrown depends on the transport.
            failure = e;
        }

        int lost = _link.EndUse();
        if (failure is null)
            await EndAsync(connection.Connection, reading).ConfigureAwait(false);
        connection.Connection.Abort();
        _used = null;
        if (await reading.ConfigureAwait(false) is { } fault)
            _owner.CutOff(_lane, fault);
        await connection.Connection.DisposeAsync().ConfigureAwait(false);
        _owner.Disconnected(_lane, connection.Peer, failure, lost);
    }

    /// <summary>Lets the peer read the last frames; it closes when it has.</summary>
    private async Task EndAsync(ITransportConnection connection, Task reading)
    {
        await connection.EndAsync().ConfigureAwait(false);
        await Task.WhenAny(reading, Task.Delay(LongestFarewell, _owner.Time)).ConfigureAwait(false);
    }

    private async Task WriteAsync(PipeWriter output)
    {
        while (true)
        {
            OutboundBatch batch = _link.Take();
            if (batch.Chunks is { } chunks)
                await WriteChunksAsync(output, chunks).ConfigureAwait(false);
            if (batch.Farewell is { } farewell)
                await output.WriteAsync(farewell, CancellationToken.None).ConfigureAwait(false);
            if (batch.End)
                return;
            if (batch.Chunks is null)
                await _signal.WaitAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask WriteChunksAsync(PipeWriter output, List<OutboundChunk> chunks)
    {
        int next = 0;
        try
        {
            for (; next < chunks.Count; next++)
            {
                await output.WriteAsync(chunks[next].Written, CancellationToken.None).ConfigureAwait(false);
                _owner.Sent(chunks[next].Used);
                _link.Written(chunks[next]);
            }
        }
        finally
        {
            for (; next < chunks.Count; next++)
                _link.Written(chunks[next]);
            _link.Recycle(chunks);
        }
    }

    /// <summary>Reads acknowledgements, and notices the end of the connection; returns what the peer did wrong, if anything.</summary>
    private async Task<string?> ReadBackAsync(PipeReader input)
    {
        string? fault = null;
        try
        {
            while (true)
            {
                ReadResult read = await input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                ReadOnlySequence<byte> rest = read.Buffer;
                while (FrameReader.TryRead(ref rest, LargestFrameBack, out FrameType type, out ReadOnlySequence<byte> body))
                    HandleBack(type, body);

                _stall.Read(_owner.Now, !rest.Start.Equals(read.Buffer.Start), !rest.IsEmpty);
                input.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                    break;
            }
        }
        catch (WireException e)
        {
            fault = e.Message;
        }
        catch (Exception)
        {
            // Broken: the writer notices too, and reports it.
        }

        _stall.Read(_owner.Now, hasAdvanced: false, isInside: false);
        _link.Break();
        return _stalled ? "it stalled inside a frame" : fault;
    }

    private void HandleBack(FrameType type, ReadOnlySequence<byte> body)
    {
        if (type == FrameType.Ack)
        {
            if (!_link.Acknowledge(AckFrame.Parse(body.ToArray())))
                throw new WireException("it acknowledges what was never sent");
        }
        else if (!FrameTypes.IsOptional(type))
        {
            throw FrameTypes.Unexpected(type, _lane);
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Transport;

/// <summary>One connection inside an <see cref="InMemoryNetwork"/>: four pipes and a pump for each direction that obeys the rules.</summary>
internal sealed class InMemoryLink : IDisposable
{
    private readonly InMemoryNetwork _network;
    private readonly CancellationTokenSource _abort = new();
    private readonly CancellationToken _aborted;
    private readonly Pipe _connectorOut = new();
    private readonly Pipe _acceptorIn = new();
    private readonly Pipe _acceptorOut = new();
    private readonly Pipe _connectorIn = new();

    public InMemoryLink(InMemoryNetwork network, string from, string to)
    {
        _network = network;
        _aborted = _abort.Token;
        From = from;
        To = to;
        ConnectorEnd = new End(this, _connectorIn.Reader, _connectorOut.Writer, to);
        AcceptorEnd = new End(this, _acceptorIn.Reader, _acceptorOut.Writer, from);
    }

    public string From { get; }

    public string To { get; }

    public ITransportConnection ConnectorEnd { get; }

    public ITransportConnection AcceptorEnd { get; }

    public void Start()
    {
        _ = PumpAsync(From, To, _connectorOut.Reader, _acceptorIn.Writer);
        _ = PumpAsync(To, From, _acceptorOut.Reader, _connectorIn.Writer);
    }

    public void Abort()
    {
        if (_network.Forget(this))
            _ = _abort.CancelAsync();
    }

    public void Dispose()
    {
        Abort();
        _abort.Dispose();
    }

    private async Task PumpAsync(string from, string to, PipeReader source, PipeWriter target)
    {
        Exception? failure = null;
        try
        {
            while (true)
            {
                ReadResult read = await source.ReadAsync(_aborted).ConfigureAwait(false);
                await _network.WhenOpenAsync(from, to, _aborted).ConfigureAwait(false);
                InMemoryRule rule = _network.RuleOf(from, to);
                if (rule.Delay > TimeSpan.Zero)
                    await Task.Delay(rule.Delay, _network.Time, _aborted).ConfigureAwait(false);
                SequencePosition consumed = Copy(read.Buffer, target, rule.Drop);
                source.AdvanceTo(consumed, read.Buffer.End);
                FlushResult flushed = await target.FlushAsync(_aborted).ConfigureAwait(false);
                if (read.IsCompleted || flushed.IsCompleted)
                    break;
            }
        }
        catch (OperationCanceledException e)
        {
            failure = new IOException("The connection was broken.", e);
        }

        await source.CompleteAsync(failure).ConfigureAwait(false);
        await target.CompleteAsync(failure).ConfigureAwait(false);
    }

    /// <summary>Copies whole frames, so that a rule can lose some of them.</summary>
    private static SequencePosition Copy(ReadOnlySequence<byte> buffer, PipeWriter target, Func<FrameType, bool>? drop)
    {
        ReadOnlySequence<byte> rest = buffer;
        while (true)
        {
            ReadOnlySequence<byte> before = rest;
            if (!TryRead(ref rest, out FrameType type))
                break;
            if (drop is null || !drop(type))
                Append(target, before.Slice(0, rest.Start));
        }

        return rest.Start;
    }

    private static bool TryRead(ref ReadOnlySequence<byte> rest, out FrameType type)
    {
        try
        {
            return FrameReader.TryRead(ref rest, int.MaxValue, out type, out _);
        }
        catch (WireException)
        {
            // Garbage goes through as it is: a test may send it.
            type = default;
            rest = rest.Slice(rest.End);
            return true;
        }
    }

    private static void Append(PipeWriter target, ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> piece in bytes)
            target.Write(piece.Span);
    }

    private sealed class End(InMemoryLink link, PipeReader input, PipeWriter output, string remote) : ITransportConnection
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;

        public string RemoteEndPoint => remote;

        public ValueTask EndAsync() => output.CompleteAsync();

        public void Abort() => link.Abort();

        public async ValueTask DisposeAsync()
        {
            link.Abort();
            await input.CompleteAsync().ConfigureAwait(false);
            await output.CompleteAsync().ConfigureAwait(false);
        }
    }
}

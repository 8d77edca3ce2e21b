using Broker.Protocol.Limits;

namespace Broker.Node.WebSockets;

/// <summary>Holds what waits for all clients of the node together to its limit, several times a second.</summary>
/// <remarks>Each outbox has a limit of its own, at once; this one is for many clients that are slow at the same time.</remarks>
internal sealed class OutboxBudget : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ClientSockets _sockets;
    private readonly NodeLimits _limits;
    private readonly ITimer _timer;

    public OutboxBudget(ClientSockets sockets, NodeLimits limits, TimeProvider time)
    {
        _sockets = sockets;
        _limits = limits;
        _timer = time.CreateTimer(static budget => ((OutboxBudget)budget!).Look(), this, Interval, Interval);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var max = _limits.Options.Node.OutboxBytes;
        for (var closed = max > 0 ? _sockets.CloseSlowest(max) : 0; closed > 0; closed--)
        {
            _limits.Reach(LimitKind.NodeOutbox);
        }
    }
}

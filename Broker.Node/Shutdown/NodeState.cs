namespace Broker.Node.Shutdown;

/// <summary>Whether the node takes clients, and how the process ends.</summary>
internal sealed class NodeState : IDisposable
{
    /// <summary>The exit status of a node that the others removed: something was wrong with it or its network.</summary>
    public const int DownedExitCode = 70;

    private readonly CancellationTokenSource _ended = new();
    private volatile bool _up;
    private volatile bool _stopping;
    private volatile int _exitCode;

    /// <summary>Whether the node has begun to stop.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Whether clients should be sent here: only to a member that is Up and stays.</summary>
    public bool IsReady => _up && !_stopping;

    /// <summary>What the process returns.</summary>
    public int ExitCode => _exitCode;

    /// <summary>Cancelled when the actors have ended: nobody answers any more.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>The node has become a member that is Up.</summary>
    public void BecomeUp() => _up = true;

    /// <summary>The node begins to stop; it takes no clients any more.</summary>
    public void BeginStop(bool downed)
    {
        _stopping = true;
        _exitCode = downed ? DownedExitCode : 0;
    }

    /// <summary>The actors have ended.</summary>
    public void End() => _ended.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();
}

namespace Broker.Cli.Up;

/// <summary>What happens to a local cluster.</summary>
internal abstract record UpEvent
{
    /// <summary>The command has begun.</summary>
    public sealed record Begun : UpEvent;

    /// <summary>A node says that it serves clients.</summary>
    public sealed record NodeReady(int Node, int Life, TimeSpan After) : UpEvent;

    /// <summary>A node's process has ended.</summary>
    public sealed record NodeExited(int Node, int Life, int ExitCode) : UpEvent;

    /// <summary>A node's process could not be started at all.</summary>
    public sealed record NodeNotStarted(int Node, int Life, string Reason) : UpEvent;

    /// <summary>A line was typed.</summary>
    public sealed record Typed(string Line) : UpEvent;

    /// <summary>Ctrl-C, or the system asked this process to end.</summary>
    public sealed record StopRequested : UpEvent;

    /// <summary>A node was given its time to become ready, or to stop.</summary>
    public sealed record DeadlinePassed(int Node, int Life, NodeState While) : UpEvent;
}

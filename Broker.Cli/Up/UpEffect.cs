namespace Broker.Cli.Up;

/// <summary>What a local cluster's events lead to.</summary>
internal abstract record UpEffect
{
    /// <summary>Start a node's process and watch it.</summary>
    public sealed record Start(int Node, int Life) : UpEffect;

    /// <summary>Ask a node to stop by itself.</summary>
    public sealed record Stop(int Node) : UpEffect;

    /// <summary>End a node's process at once.</summary>
    public sealed record Kill(int Node) : UpEffect;

    /// <summary>Report back with <see cref="UpEvent.DeadlinePassed"/> after the time that the state may last.</summary>
    public sealed record Watch(int Node, int Life, NodeState While) : UpEffect;

    /// <summary>Tell the user.</summary>
    public sealed record Say(string Text) : UpEffect;

    /// <summary>Leave with this exit code.</summary>
    public sealed record End(int ExitCode) : UpEffect;
}

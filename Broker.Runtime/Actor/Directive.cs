namespace Broker.Runtime.Actor;

/// <summary>What a supervisor does with a child that failed.</summary>
public enum Directive
{
    /// <summary>The child goes on with the next message and keeps its state.</summary>
    Resume,

    /// <summary>The child is replaced by a new instance; its mailbox stays.</summary>
    Restart,

    /// <summary>The failure becomes the supervisor's own.</summary>
    Escalate,

    /// <summary>The child is stopped for good.</summary>
    Stop,
}

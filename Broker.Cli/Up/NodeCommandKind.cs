namespace Broker.Cli.Up;

/// <summary>What can be typed while a local cluster runs.</summary>
internal enum NodeCommandKind
{
    /// <summary>End a node at once, as a crash does.</summary>
    Kill,

    /// <summary>Let a node hand over its topics and end.</summary>
    Stop,

    /// <summary>Start a node that has ended.</summary>
    Start,

    /// <summary>Stop a node and start it again; start it if it has ended.</summary>
    Restart,

    /// <summary>List the nodes.</summary>
    Status,

    /// <summary>Stop all nodes and leave.</summary>
    Quit,

    /// <summary>List the commands.</summary>
    Help,
}

using Broker.Runtime.Actor;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Watches;

/// <summary>What system messages and the mailboxes of the watching actors contain.</summary>
internal abstract record SystemContent
{
    internal sealed record Watch(SimActor Target) : SystemContent;

    internal sealed record Unwatch(SimActor Target) : SystemContent;

    internal sealed record Death(SimActor Target) : SystemContent;

    /// <summary>An actor of this process begins to watch a remote one.</summary>
    internal sealed record WatchRemote(SimActor Target, SimActor Watcher) : SystemContent;

    /// <summary>It no longer does.</summary>
    internal sealed record UnwatchRemote(SimActor Target, SimActor Watcher) : SystemContent;

    /// <summary>Everything at an address is gone.</summary>
    internal sealed record AddressGone(Address Address) : SystemContent;

    /// <summary>Something that an actor watches has ended.</summary>
    internal sealed record Terminated(SimActor Target, bool WithItsNode) : SystemContent;
}

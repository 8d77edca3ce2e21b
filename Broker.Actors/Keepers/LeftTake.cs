using Broker.Actors.Nodes;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>One left topic that is to come here.</summary>
internal sealed class LeftTake(NodeId holder, LeftName name, ShardId shard, Term hosting)
{
    /// <summary>Where it lies.</summary>
    public NodeId Holder => holder;

    public LeftName Name => name;

    public ShardId Shard => shard;

    /// <summary>The hosting of this node that answers for it.</summary>
    public Term Hosting { get; set; } = hosting;

    public LeftAssembly Parts { get; } = new();

    /// <summary>When the part that is out was asked for; null when none is.</summary>
    public long? AskedAt { get; set; }

    /// <summary>Whether an owner waits for it.</summary>
    public bool IsWanted { get; set; }

    /// <summary>The node that was told where it lies, and takes it from there; none while it comes here.</summary>
    public NodeId YieldedTo { get; set; }

    public bool IsOver { get; set; }

    /// <summary>Whether the next part of it may be asked for.</summary>
    public bool MayGoOn => !IsOver && AskedAt is null && YieldedTo == NodeId.None;
}

using Broker.Actors.Fencing;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;

namespace Broker.Actors.Keepers;

/// <summary>What the parts of a keeper share.</summary>
internal sealed class KeeperCore<TPeer>(NodeId self, KeeperOptions options, NodeFence fence, KeeperCounts counts)
    where TPeer : class
{
    public NodeId Self => self;

    public KeeperOptions Options => options;

    public ProtocolRules Rules => options.Rules;

    public NodeFence Fence => fence;

    public KeeperCounts Counts => counts;

    public LeftStore Store { get; } = new(counts);

    /// <summary>Rises with every change of what this node would take from others.</summary>
    public long TakesVersion { get; set; }

    /// <summary>What this node names is the same for as long as this is.</summary>
    public long Snapshot => Store.Version + TakesVersion;

    public HostingRecords Records { get; } = new();

    /// <summary>The members; none until this node is one.</summary>
    public ClusterView View { get; set; } = new(self, []);

    public List<KeeperEffect<TPeer>> Effects { get; set; } = [];

    public bool IsFenced(long now) => !fence.IsOpen(now) && Rules.FencedOwnersAreSilent;

    /// <summary>Whether a state lay here while this node had no lease: others may have gone on without it.</summary>
    public bool HasLapsed(LeftEntry entry) => entry.Lapses != fence.Lapses && Rules.LapsedHoldersDrop;

    public void Tell(NodeId node, object message) => Effects.Add(new(KeeperEffectKind.SendToKeeper, message, node));

    public void TellOwner(TPeer owner, object message) => Effects.Add(new(KeeperEffectKind.SendToOwner, message, Peer: owner));

    public void TellTopic(object message) => Effects.Add(new(KeeperEffectKind.SendToTopic, message));

    public LeftEntry NewEntry(LeftTopic state, bool isTaken, long now) => new(state, isTaken, fence.Lapses, now);

    /// <summary>Tells a holder to drop some.</summary>
    public void TellTaken(NodeId holder, params LeftName[] names)
    {
        if (names.Length > 0)
        {
            Tell(holder, new LeftTaken(self, names));
        }
    }
}

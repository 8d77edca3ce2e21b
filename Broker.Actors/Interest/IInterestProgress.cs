using Broker.Actors.Nodes;

namespace Broker.Actors.Interest;

/// <summary>How far the nodes know each other's filters; safe for any thread.</summary>
public interface IInterestProgress
{
    /// <summary>The version of this node's own filters.</summary>
    InterestVersion OwnVersion { get; }

    /// <summary>Whether this node knows another's filters at least through a version.</summary>
    bool HasReached(NodeId node, InterestVersion version);

    /// <summary>From now on topics may be published to on this node.</summary>
    void NoteHosted();
}

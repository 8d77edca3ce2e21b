using Broker.Actors.Nodes;
using Broker.Protocol.Topics;

namespace Broker.Actors.Interest;

/// <summary>The table of a node where nobody hears filters.</summary>
public sealed class NoInterest : IInterestView, IInterestProgress
{
    public static readonly NoInterest Instance = new();

    private NoInterest()
    {
    }

    public long Version => 0;

    public InterestVersion OwnVersion => InterestVersion.Zero;

    public void Match(TopicName topic, List<NodeId> into)
    {
    }

    public bool HasReached(NodeId node, InterestVersion version) => true;

    public void NoteHosted()
    {
    }
}

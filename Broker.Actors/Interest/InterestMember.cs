using Broker.Actors.Nodes;

namespace Broker.Actors.Interest;

/// <summary>Another node of the cluster, and what it is known to know of this node's filters.</summary>
internal sealed class InterestMember(NodeId node)
{
    public NodeId Node { get; } = node;

    /// <summary>Counts the times that this node's whole set was sent anew.</summary>
    public long Series { get; private set; } = 1;

    /// <summary>What it knows.</summary>
    public InterestVersion Acknowledged { get; private set; }

    /// <summary>What it will know when the message that is out has come.</summary>
    public InterestVersion Sent { get; set; }

    /// <summary>When that message is repeated.</summary>
    public long SendAt { get; set; }

    /// <summary>Since when some member can't reach it; null while all can.</summary>
    public long? UnreachableSince { get; set; }

    public bool IsReachable => UnreachableSince is null;

    /// <summary>Whether it has answered at all; until then it is greeted even when there is nothing to say.</summary>
    public bool IsGreeted { get; private set; }

    /// <summary>Whether it has said anything.</summary>
    public bool IsHeard { get; set; }

    /// <summary>Whether it has left nothing untold.</summary>
    public bool SaidGoodbye { get; set; }

    public bool IsWaiting => !IsGreeted || Acknowledged < Sent;

    public bool IsBehind(InterestVersion version) => !IsGreeted || Acknowledged < version;

    /// <summary>It has answered; whether it knows more than before.</summary>
    public bool Acknowledge(InterestVersion version)
    {
        var isNews = !IsGreeted || version > Acknowledged;
        IsGreeted = true;
        Acknowledged = version > Acknowledged ? version : Acknowledged;
        return isNews;
    }

    /// <summary>It must be sent everything again.</summary>
    public void BeginAnew()
    {
        Series++;
        Acknowledged = InterestVersion.Zero;
        Sent = InterestVersion.Zero;
    }
}

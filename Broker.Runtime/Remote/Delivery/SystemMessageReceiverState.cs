namespace Broker.Runtime.Remote.Delivery;

/// <summary>What to do with a system message that came in.</summary>
internal enum SystemMessageVerdict
{
    Deliver,

    /// <summary>Seen before; acknowledge again.</summary>
    Duplicate,

    /// <summary>One before it is missing; drop it, the sender sends all again.</summary>
    Gap,
}

/// <summary>The receiving half of system-message delivery from one incarnation of a peer. Pure.</summary>
internal sealed class SystemMessageReceiverState
{
    /// <summary>The highest number delivered without a gap: what an acknowledgement says.</summary>
    public long Cumulative { get; private set; }

    public SystemMessageVerdict Receive(long sequence)
    {
        if (sequence <= Cumulative)
            return SystemMessageVerdict.Duplicate;
        if (sequence != Cumulative + 1)
            return SystemMessageVerdict.Gap;
        Cumulative = sequence;
        return SystemMessageVerdict.Deliver;
    }
}

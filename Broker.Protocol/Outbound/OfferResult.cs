namespace Broker.Protocol.Outbound;

/// <summary>What became of a frame that was offered to an outbox.</summary>
public enum OfferResult
{
    /// <summary>It is queued, and the writer is awake or somebody is already bound to wake it.</summary>
    Queued,

    /// <summary>It is queued, and the caller is bound to call <see cref="Outbox.Wake"/> before its turn ends.</summary>
    WakeNeeded,

    /// <summary>There was no room, and it was dropped, as it may be: the outbox goes on.</summary>
    Dropped,

    /// <summary>There was no room: the outbox has just closed itself with <see cref="Errors.CloseCode.Slow"/>; nothing more to do.</summary>
    Overflow,

    /// <summary>The outbox was closed before; the frame is dropped.</summary>
    Closed,
}

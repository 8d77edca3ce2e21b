namespace Broker.Actors.Answers;

/// <summary>When a publisher wants to hear that its publish is accepted; any other answer goes at once. The numbers are on the wire.</summary>
public enum AnswerTiming
{
    /// <summary>At once, straight to the publisher.</summary>
    AtOnce = 0,

    /// <summary>At once, and with it what waits at the owner's node for the publisher's node: the publisher settles in order, and an earlier one may wait there.</summary>
    AtOnceWithWaiting = 1,

    /// <summary>A little later: no client waits for it, and the publisher's window is mostly free.</summary>
    MayWait = 2,
}

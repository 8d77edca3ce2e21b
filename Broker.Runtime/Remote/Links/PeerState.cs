namespace Broker.Runtime.Remote.Links;

/// <summary>The outcome of meeting an incarnation at an address.</summary>
internal enum Meeting
{
    /// <summary>The incarnation already known.</summary>
    Known,

    /// <summary>The first one, or one after another that was already given up.</summary>
    First,

    /// <summary>A new one while another was believed alive: that one is gone.</summary>
    Replaced,

    /// <summary>One that was given up; it must not come back.</summary>
    Quarantined,
}

/// <summary>Which incarnation lives at one address, and which never may again. Pure.</summary>
/// <remarks>A process keeps its uid for life, so a second one at the same address proves that the first is dead.</remarks>
internal sealed class PeerState
{
    /// <summary>How many given-up incarnations are remembered for one address; a peer restarted more often lost its first long ago.</summary>
    public const int MaxRemembered = 64;

    private readonly Queue<int> _quarantined = new();

    /// <summary>The living incarnation, once met.</summary>
    public int? Uid { get; private set; }

    public bool IsQuarantined(int uid) => _quarantined.Contains(uid);

    /// <summary>Whether the last known incarnation was given up and no other was met since.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Meets <paramref name="uid"/> in a proven handshake; <paramref name="old"/> is the incarnation it replaces.</summary>
    public Meeting Meet(int uid, out int old)
    {
        old = 0;
        if (IsQuarantined(uid))
            return Meeting.Quarantined;
        if (Uid == uid)
            return Meeting.Known;
        Meeting meeting = Meeting.First;
        if (Uid is { } previous)
        {
            old = previous;
            Remember(previous);
            meeting = Meeting.Replaced;
        }

        Uid = uid;
        IsGone = false;
        return meeting;
    }

    /// <summary>Gives up <paramref name="uid"/>; true when it was the living incarnation.</summary>
    public bool Quarantine(int uid)
    {
        if (!IsQuarantined(uid))
            Remember(uid);
        if (Uid != uid)
            return false;
        Uid = null;
        IsGone = true;
        return true;
    }

    private void Remember(int uid)
    {
        if (_quarantined.Count >= MaxRemembered)
            _quarantined.Dequeue();
        _quarantined.Enqueue(uid);
    }
}

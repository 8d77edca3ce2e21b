namespace Broker.Runtime.Remote.Handshake;

/// <summary>The protocol versions a node speaks; two nodes use the newest that both do.</summary>
/// <param name="Oldest">The oldest version spoken.</param>
/// <param name="Newest">The newest version spoken.</param>
internal sealed record ProtocolVersions(int Oldest, int Newest)
{
    /// <summary>Those of this build.</summary>
    public static ProtocolVersions Current { get; } = new(1, 1);

    /// <summary>The version to use with a peer, or null when there is none in common.</summary>
    public int? Agree(int peerOldest, int peerNewest)
    {
        int version = Math.Min(Newest, peerNewest);
        return version >= Math.Max(Oldest, peerOldest) ? version : null;
    }

    public bool Contains(int version) => version >= Oldest && version <= Newest;
}

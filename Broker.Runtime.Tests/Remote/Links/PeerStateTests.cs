using Broker.Runtime.Remote.Links;

namespace EngineTests.Remote.Links;

public sealed class PeerStateTests
{
    [Fact]
    public void A_restarted_peer_replaces_its_former_incarnation_which_never_returns()
    {
        PeerState peer = new();
        Assert.Equal(Meeting.First, peer.Meet(1, out _));
        Assert.Equal(Meeting.Known, peer.Meet(1, out _));
        Assert.Equal(Meeting.Replaced, peer.Meet(2, out int old));
        Assert.Equal(1, old);
        Assert.Equal(Meeting.Quarantined, peer.Meet(1, out _));
        Assert.Equal(2, peer.Uid);
    }

    [Fact]
    public void A_quarantined_peer_is_refused_until_it_comes_with_another_uid()
    {
        PeerState peer = new();
        peer.Meet(1, out _);
        Assert.True(peer.Quarantine(1));
        Assert.True(peer.IsGone);
        Assert.Equal(Meeting.Quarantined, peer.Meet(1, out _));
        Assert.Equal(Meeting.First, peer.Meet(2, out _));
        Assert.False(peer.IsGone);
    }

    [Fact]
    public void Quarantining_another_incarnation_leaves_the_living_one_alone()
    {
        PeerState peer = new();
        peer.Meet(2, out _);
        Assert.False(peer.Quarantine(1));
        Assert.Equal(2, peer.Uid);
        Assert.True(peer.IsQuarantined(1));
    }

    [Fact]
    public void Memory_of_old_incarnations_is_bounded()
    {
        PeerState peer = new();
        for (int uid = 1; uid <= PeerState.MaxRemembered + 2; uid++)
            peer.Meet(uid, out _);
        Assert.False(peer.IsQuarantined(1));
        Assert.True(peer.IsQuarantined(PeerState.MaxRemembered + 1));
    }
}

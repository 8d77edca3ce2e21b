using Broker.Protocol.WebSockets;

namespace Broker.Tests.Protocol.WebSockets;

public sealed class CloseHandshakeTests
{
    [Fact]
    public void A_peer_that_closes_first_is_answered_with_its_own_code()
    {
        var after = CloseHandshake.Open.PeerCloses(3456).WeClose(1000, out var sent);
        Assert.Equal((ushort)3456, sent);
        Assert.True(after.IsComplete);
    }

    [Fact]
    public void A_peer_that_closes_without_code_is_answered_without_code()
    {
        _ = CloseHandshake.Open.PeerCloses(null).WeClose(1000, out var sent);
        Assert.Null(sent);
    }

    [Fact]
    public void When_we_close_first_the_peer_still_has_to_answer()
    {
        var closing = CloseHandshake.Open.WeClose(1012, out var sent);
        Assert.Equal((ushort)1012, sent);
        Assert.False(closing.IsComplete);
        Assert.True(closing.PeerCloses(1012).IsComplete);
    }

    [Fact]
    public void The_first_code_of_the_peer_stands() =>
        Assert.Equal((ushort)1000, CloseHandshake.Open.PeerCloses(1000).PeerCloses(1001).PeerCode);
}

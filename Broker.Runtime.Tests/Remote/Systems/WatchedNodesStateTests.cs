using Broker.Runtime.Actor;
using Broker.Runtime.Remote;

namespace EngineTests.Remote.Systems;

public sealed class WatchedNodesStateTests
{
    private static readonly Address A = new("akka.tcp", "relay", "a", 1);
    private static readonly Address B = new("akka.tcp", "relay", "b", 1);

    [Fact]
    public void A_node_is_silent_when_its_last_answer_is_older_than_the_acceptable_pause()
    {
        WatchedNodesState nodes = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
        Assert.True(nodes.Follow(new HashSet<Address> { A, B }, TimeSpan.Zero));
        Assert.False(nodes.Follow(new HashSet<Address> { A, B }, TimeSpan.FromSeconds(5)));
        nodes.Heard(A, 7, TimeSpan.FromSeconds(9));

        Assert.Empty(nodes.TakeSilent(TimeSpan.FromSeconds(11)));
        Assert.Equal([(B, null)], nodes.TakeSilent(TimeSpan.FromSeconds(12)));
        Assert.Empty(nodes.TakeSilent(TimeSpan.FromSeconds(19)));
        Assert.Equal([(A, 7)], nodes.TakeSilent(TimeSpan.FromSeconds(20)));
    }
}

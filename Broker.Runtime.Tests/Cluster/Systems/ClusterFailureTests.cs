using System.Diagnostics;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Xunit.Abstractions;

namespace EngineTests.Membership.Systems;

[Collection(RealNodes.Name)]
public sealed class ClusterFailureTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_crashed_node_is_found_unreachable_downed_and_removed()
    {
        await using var cluster = ClusterSystems.OverTcp(output);
        var systems = await cluster.FormAsync(3);
        await ClusterSystems.CrashAsync(systems[2]);
        await cluster.UntilAsync(systems[0], "crash to unreachable", static s => !s.Unreachable.IsEmpty);
        await cluster.UntilAsync(systems[0], "unreachable to removed", static s => s.Members.Count == 2);
        await cluster.AllUpAsync(systems[0], systems[1]);
    }

    [Fact]
    public async Task A_node_restarted_at_the_same_address_is_taken_in_without_waiting()
    {
        await using var cluster = ClusterSystems.OverTcp(output);
        var systems = await cluster.FormAsync(3);
        var crashed = Cluster.Get(systems[2]).SelfAddress;
        await ClusterSystems.CrashAsync(systems[2]);
        var watch = Stopwatch.StartNew();
        var again = cluster.Start($"akka.remote.dot-netty.tcp.port = {crashed.Port}");
        Cluster.Get(again).JoinSeedNodes(systems.Select(static s => Cluster.Get(s).SelfAddress));
        await cluster.AllUpAsync(systems[0], systems[1], again);
        output.WriteLine($"restarted node Up after {watch.ElapsedMilliseconds} ms");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task The_minority_of_a_partition_downs_itself_and_ends()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var systems = await cluster.FormAsync(3);
        Cut(cluster, systems[0], systems[1]);
        Cut(cluster, systems[0], systems[2]);
        await cluster.UntilAsync(systems[1], "the majority removed the other", static s => s.Members.Count == 2);
        await cluster.AllUpAsync(systems[1], systems[2]);
        await systems[0].WhenTerminated.WaitAsync(ClusterSystems.Limit);
        Assert.True(CoordinatedShutdown.Get(systems[0]).ShutdownReason is CoordinatedShutdown.ClusterDowningReason);
    }

    [Fact]
    public async Task A_partition_that_heals_in_time_changes_nothing()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var systems = await cluster.FormAsync(3, "akka.cluster.split-brain-resolver.stable-after = 20s");
        Cut(cluster, systems[0], systems[1]);
        Cut(cluster, systems[0], systems[2]);
        await cluster.UntilAsync(systems[1], "cut to unreachable", static s => !s.Unreachable.IsEmpty);
        cluster.Network.Heal(ClusterSystems.NetworkName(systems[0]), ClusterSystems.NetworkName(systems[1]));
        cluster.Network.Heal(ClusterSystems.NetworkName(systems[0]), ClusterSystems.NetworkName(systems[2]));
        await cluster.AllUpAsync(systems);
    }

    [Fact]
    public async Task A_member_downed_by_hand_ends_and_is_removed()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var systems = await cluster.FormAsync(3);
        Cluster.Get(systems[0]).Down(Cluster.Get(systems[2]).SelfAddress);
        await systems[2].WhenTerminated.WaitAsync(ClusterSystems.Limit);
        await cluster.AllUpAsync(systems[0], systems[1]);
    }

    private static void Cut(ClusterSystems cluster, ActorSystem a, ActorSystem b) =>
        cluster.Network.Hold(ClusterSystems.NetworkName(a), ClusterSystems.NetworkName(b));
}

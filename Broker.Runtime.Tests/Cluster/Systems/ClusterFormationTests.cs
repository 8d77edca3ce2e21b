using System.Diagnostics;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Xunit.Abstractions;

namespace EngineTests.Membership.Systems;

[Collection(RealNodes.Name)]
public sealed class ClusterFormationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Three_nodes_over_tcp_are_up_in_well_under_three_seconds()
    {
        await using var cluster = ClusterSystems.OverTcp(output);
        var watch = Stopwatch.StartNew();
        await cluster.FormAsync(3);
        output.WriteLine($"three nodes started and Up after {watch.ElapsedMilliseconds} ms");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Seeds_that_started_earlier_are_up_soon_after_the_last_one_listens()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var seeds = $"akka.cluster.seed-nodes = [{string.Join(", ", new[] { 2551, 2552, 2553 }.Select(static p => $"\"{ClusterSystems.AddressAt(p)}\""))}]";
        var first = cluster.Start($"akka.remote.dot-netty.tcp.port = 2551\n{seeds}");
        var second = cluster.Start($"akka.remote.dot-netty.tcp.port = 2552\n{seeds}");
        using (var early = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WhenUp(first).WaitAsync(early.Token));

        var watch = Stopwatch.StartNew();
        var third = cluster.Start($"akka.remote.dot-netty.tcp.port = 2553\n{seeds}");
        await cluster.AllUpAsync(first, second, third);
        output.WriteLine($"Up {watch.ElapsedMilliseconds} ms after the last seed started");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_node_that_joins_itself_is_up_at_once()
    {
        await using var cluster = ClusterSystems.OverTcp(output);
        var system = cluster.Start();
        var self = Cluster.Get(system);
        await self.JoinAsync(self.SelfAddress).WaitAsync(ClusterSystems.Limit);
        Assert.True(self.IsUp);
        Assert.Equal(self.SelfAddress, self.State.Leader);
    }

    [Fact]
    public async Task All_nodes_agree_on_members_leader_and_age()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var systems = await cluster.FormAsync(3, "akka.cluster.roles = [broker]");
        var states = systems.Select(static s => Cluster.Get(s).State).ToList();
        Assert.Single(states.Select(static s => s.Leader).Distinct());
        Assert.Single(states.Select(static s => s.RoleLeader("broker")).Distinct());
        Assert.Single(states.Select(static s => string.Join(',', s.Members.Order(Member.AgeOrdering).Select(static m => m.Address))).Distinct());
        Assert.Equal(Cluster.Get(systems[0]).SelfAddress, states[0].Members.Min(Member.AgeOrdering)!.Address);
    }

    [Fact]
    public async Task A_node_that_leaves_is_removed_and_ends_its_system()
    {
        await using var cluster = ClusterSystems.OverTcp(output);
        var systems = await cluster.FormAsync(3);
        var watch = Stopwatch.StartNew();
        var left = Cluster.Get(systems[0]).LeaveAsync();
        await cluster.AllUpAsync(systems[1], systems[2]);
        output.WriteLine($"removed after {watch.ElapsedMilliseconds} ms");
        await left.WaitAsync(ClusterSystems.Limit);
        Assert.True(Cluster.Get(systems[0]).IsTerminated);
        await systems[0].WhenTerminated.WaitAsync(ClusterSystems.Limit);
    }

    [Fact]
    public async Task A_coordinated_shutdown_leaves_the_cluster()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var systems = await cluster.FormAsync(3);
        var watch = Stopwatch.StartNew();
        await CoordinatedShutdown.Get(systems[2]).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(ClusterSystems.Limit);
        output.WriteLine($"shut down after {watch.ElapsedMilliseconds} ms");
        await cluster.AllUpAsync(systems[0], systems[1]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_with_another_configuration_is_refused_and_ends(bool throughSeeds)
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var systems = await cluster.FormAsync(2);
        var other = cluster.Start("akka.cluster.split-brain-resolver.active-strategy = keep-oldest");
        var member = Cluster.Get(systems[0]).SelfAddress;

        if (throughSeeds)
            Cluster.Get(other).JoinSeedNodes([member]);
        else
            Cluster.Get(other).Join(member);

        await other.WhenTerminated.WaitAsync(ClusterSystems.Limit);
        Assert.IsType<CoordinatedShutdown.ClusterJoinUnsuccessfulReason>(CoordinatedShutdown.Get(other).ShutdownReason);
        await cluster.AllUpAsync(systems);
    }

    [Fact]
    public async Task A_node_that_does_not_insist_joins_although_its_configuration_is_another()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var systems = await cluster.FormAsync(2);
        var other = cluster.Start("""
            akka.cluster.split-brain-resolver.stable-after = 3s
            akka.cluster.configuration-compatibility-check.enforce-on-join = off
            """);

        Cluster.Get(other).JoinSeedNodes([Cluster.Get(systems[0]).SelfAddress]);

        await cluster.AllUpAsync([.. systems, other]);
    }

    private static Task WhenUp(ActorSystem system)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Get(system).RegisterOnMemberUp(up.SetResult);
        return up.Task;
    }
}

using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Tools.Singleton;
using Xunit.Abstractions;

namespace EngineTests.Membership.Systems;

[Collection(RealNodes.Name)]
public sealed class SingletonTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_singleton_is_on_the_oldest_and_every_proxy_finds_it()
    {
        await using var cluster = ClusterSystems.OverTcp(output);
        var systems = await cluster.FormAsync(3);
        var proxies = systems.Select(StartSingleton).ToList();
        foreach (var proxy in proxies)
            Assert.Equal(Oldest(systems[0]), await AskWhereAsync(proxy));
    }

    [Fact]
    public async Task When_the_oldest_leaves_the_next_has_the_singleton_and_messages_wait_for_it()
    {
        await using var cluster = ClusterSystems.OverTcp(output);
        var systems = await cluster.FormAsync(3);
        var proxies = systems.Select(StartSingleton).ToList();
        await AskWhereAsync(proxies[2]);
        await Cluster.Get(systems[0]).LeaveAsync().WaitAsync(ClusterSystems.Limit);
        await cluster.AllUpAsync(systems[1], systems[2]);
        Assert.Equal(Oldest(systems[1]), await AskWhereAsync(proxies[2]));
    }

    [Fact]
    public async Task When_the_oldest_crashes_the_next_has_the_singleton_once_it_is_removed()
    {
        await using var cluster = ClusterSystems.OverTcp(output);
        var systems = await cluster.FormAsync(3);
        var proxies = systems.Select(StartSingleton).ToList();
        await AskWhereAsync(proxies[2]);
        await ClusterSystems.CrashAsync(systems[0]);
        await cluster.AllUpAsync(systems[1], systems[2]);
        Assert.Equal(Oldest(systems[1]), await AskWhereAsync(proxies[2]));
    }

    private static IActorRef StartSingleton(ActorSystem system)
    {
        system.ActorOf(
            ClusterSingletonManager.Props(Props.Create<Located>(), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)), "manager");
        return system.ActorOf(ClusterSingletonProxy.Props("/user/manager", ClusterSingletonProxySettings.Create(system)), "proxy");
    }

    private static async Task<string> AskWhereAsync(IActorRef proxy) => await proxy.Ask<string>("where", ClusterSystems.Limit);

    private static string Oldest(ActorSystem system) => Cluster.Get(system).State.Members.Min(Member.AgeOrdering)!.Address.ToString();

    public sealed class Located : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Cluster.Get(Context.System).SelfAddress.ToString(), Self);
    }
}

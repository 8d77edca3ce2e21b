using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Tools.Singleton;
using Broker.Runtime.Event;
using EngineTests.Remote.Systems;
using Xunit.Abstractions;
using Inbox = EngineTests.Remote.Systems.Inbox;

namespace EngineTests.Membership.Systems;

/// <summary>What a proxy does while there is no singleton, on a cluster of one node.</summary>
[Collection(RealNodes.Name)]
public sealed class SingletonProxyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Messages_wait_for_the_singleton_in_their_order()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var system = (await cluster.FormAsync(1))[0];
        var answers = new Inbox(system);
        var proxy = StartProxy(system, bufferSize: 10);
        for (var i = 0; i < 10; i++)
            proxy.Tell(i, answers.Ref);

        StartSingleton(system);

        for (var i = 0; i < 10; i++)
            Assert.Equal(i, await answers.Next<int>());
    }

    [Fact]
    public async Task When_the_buffer_is_full_the_oldest_messages_are_dropped_and_published()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var system = (await cluster.FormAsync(1))[0];
        var (answers, dropped) = (new Inbox(system), new Inbox(system));
        dropped.Subscribe<Dropped>(system);
        var proxy = StartProxy(system, bufferSize: 2);
        for (var i = 0; i < 5; i++)
            proxy.Tell(i, answers.Ref);

        for (var i = 0; i < 3; i++)
            Assert.Equal(i, (await dropped.Next<Dropped>()).Message);
        StartSingleton(system);
        Assert.Equal(3, await answers.Next<int>());
        Assert.Equal(4, await answers.Next<int>());
    }

    [Fact]
    public async Task Without_a_buffer_nothing_waits()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var system = (await cluster.FormAsync(1))[0];
        var dropped = new Inbox(system);
        dropped.Subscribe<Dropped>(system);
        StartProxy(system, bufferSize: 0).Tell("x", ActorRefs.NoSender);
        Assert.Equal("x", (await dropped.Next<Dropped>()).Message);
    }

    [Fact]
    public async Task A_singleton_that_starts_again_is_found_again()
    {
        await using var cluster = ClusterSystems.InMemory(output);
        var system = (await cluster.FormAsync(1))[0];
        var answers = new Inbox(system);
        var proxy = StartProxy(system, bufferSize: 10);
        var manager = StartSingleton(system);
        proxy.Tell(1, answers.Ref);
        Assert.Equal(1, await answers.Next<int>());
        system.Stop(manager);
        await Inbox.Until(() => !((ExtendedActorSystem)system).PrintTree().Contains("/user/manager", StringComparison.Ordinal));

        // The proxy watches the singleton: once it is gone, messages wait for the next one.
        proxy.Tell("who", answers.Ref);
        StartSingleton(system);
        proxy.Tell(2, answers.Ref);
        Assert.Equal(2, await answers.Await<int>());
    }

    private static IActorRef StartProxy(ActorSystem system, int bufferSize) => system.ActorOf(
        ClusterSingletonProxy.Props("/user/manager", ClusterSingletonProxySettings.Create(system).WithBufferSize(bufferSize)), "proxy");

    private static IActorRef StartSingleton(ActorSystem system) => system.ActorOf(
        ClusterSingletonManager.Props(Props.Create<EchoActor>(), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)), "manager");
}

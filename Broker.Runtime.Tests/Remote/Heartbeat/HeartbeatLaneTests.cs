using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Heartbeat;
using EngineTests.Membership.Systems;
using EngineTests.Remote.Systems;

namespace EngineTests.Remote.Heartbeat;

[Collection(RealNodes.Name)]
public sealed class HeartbeatLaneTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private readonly RemoteSystems _tcp = RemoteSystems.OverTcp();
    private readonly RemoteSystems _memory = RemoteSystems.InMemory();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _tcp.DisposeAsync();
        await _memory.DisposeAsync();
    }

    [Fact]
    public void Answers_name_the_node_and_its_incarnation_and_end_with_the_interest()
    {
        ActorSystem a = _tcp.Start();
        ActorSystem[] others = [_tcp.Start(), _tcp.Start()];
        Answers answers = new();
        using HeartbeatSubscription subscription = a.Remoting().Heartbeats.Subscribe(Interval, answers.Take);

        subscription.SetTargets(others.Select(o => o.Address()));
        foreach (ActorSystem other in others)
            answers.Await(other.Address(), other.Uid(), 5);

        subscription.SetTargets([others[1].Address()]);
        answers.Await(others[1].Address(), others[1].Uid(), 20);
        int before = answers.Count(others[0].Address());
        answers.Await(others[1].Address(), others[1].Uid(), 20);
        Assert.Equal(before, answers.Count(others[0].Address()));
    }

    [Fact]
    public async Task A_restarted_node_answers_with_its_new_incarnation()
    {
        (ActorSystem a, ActorSystem b) = (_tcp.Start(), _tcp.Start());
        Answers answers = new();
        using HeartbeatSubscription subscription = a.Remoting().Heartbeats.Subscribe(Interval, answers.Take);
        subscription.SetTargets([b.Address()]);
        answers.Await(b.Address(), b.Uid(), 2);
        int port = b.Address().Port!.Value;
        await b.Terminate();

        ActorSystem again = _tcp.StartAt(port);

        answers.Await(again.Address(), again.Uid(), 2);
        Assert.NotEqual(b.Uid(), again.Uid());
    }

    [Fact]
    public void A_thread_pool_without_a_free_thread_delays_no_heartbeat()
    {
        (ActorSystem a, ActorSystem b) = (_tcp.Start(), _tcp.Start());
        Answers answers = new();
        using HeartbeatSubscription subscription = a.Remoting().Heartbeats.Subscribe(Interval, answers.Take);
        subscription.SetTargets([b.Address()]);
        answers.Await(b.Address(), b.Uid(), 2);

        using PoolBlock block = new();
        answers.Await(b.Address(), b.Uid(), 25);
    }

    [Fact]
    public void A_quarantined_incarnation_is_neither_asked_nor_answered()
    {
        (ActorSystem a, ActorSystem b, ActorSystem c) = (_tcp.Start(), _tcp.Start(), _tcp.Start());
        (Answers atA, Answers atB) = (new(), new());
        using HeartbeatSubscription fromA = a.Remoting().Heartbeats.Subscribe(Interval, atA.Take);
        using HeartbeatSubscription fromB = b.Remoting().Heartbeats.Subscribe(Interval, atB.Take);
        fromA.SetTargets([b.Address(), c.Address()]);
        fromB.SetTargets([a.Address(), c.Address()]);
        atA.Await(b.Address(), b.Uid(), 2);
        atB.Await(a.Address(), a.Uid(), 2);

        a.Provider().Quarantine(b.Address(), b.Uid());

        atA.Await(c.Address(), c.Uid(), 15);
        atB.Await(c.Address(), c.Uid(), 15);
        int answersOfB = atA.Count(b.Address());
        int answersOfA = atB.Count(a.Address());
        atA.Await(c.Address(), c.Uid(), 15);
        atB.Await(c.Address(), c.Uid(), 15);
        Assert.Equal((answersOfB, answersOfA), (atA.Count(b.Address()), atB.Count(a.Address())));
    }

    [Fact]
    public void Held_links_answer_nothing_until_they_heal()
    {
        (ActorSystem a, ActorSystem b, ActorSystem c) = (_memory.Start(), _memory.Start(), _memory.Start());
        Answers answers = new();
        using HeartbeatSubscription subscription = a.Remoting().Heartbeats.Subscribe(Interval, answers.Take);
        _memory.Network!.HoldOneWay(b.NetworkName(), a.NetworkName());

        subscription.SetTargets([b.Address(), c.Address()]);
        answers.Await(c.Address(), c.Uid(), 5);
        Assert.Equal(0, answers.Count(b.Address()));

        _memory.Network.Heal(a.NetworkName(), b.NetworkName());
        answers.Await(b.Address(), b.Uid(), 2);
    }
}

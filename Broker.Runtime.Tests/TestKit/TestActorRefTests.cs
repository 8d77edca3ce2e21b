using Broker.Runtime.Actor;
using Broker.Runtime.TestKit;
using Broker.Runtime.TestKit.Extensions;

namespace EngineTests.TestKit;

public sealed class TestActorRefTests() : Broker.Runtime.TestKit.Xunit2.TestKit("akka.loglevel = DEBUG\nakka.stdout-loglevel = OFF\nakka.loggers = []")
{
    [Fact]
    public void What_is_sent_is_handled_before_the_send_returns()
    {
        TestActorRef<Adder> adder = ActorOfAsTestActorRef<Adder>();
        for (int i = 1; i <= 100; i++)
            adder.Tell(i);
        Assert.Equal(5050, adder.UnderlyingActor.Sum);
    }

    [Fact]
    public void What_a_direct_receive_throws_comes_out()
    {
        TestActorRef<Adder> adder = ActorOfAsTestActorRef<Adder>();
        Assert.Throws<InvalidOperationException>(() => adder.Receive("fail"));
        adder.Receive(5, TestActor);
        ExpectMsg(5);
        Assert.Equal(5, adder.UnderlyingActor.Sum);
    }

    [Fact]
    public void A_restart_gives_another_instance()
    {
        TestActorRef<Adder> adder = ActorOfAsTestActorRef<Adder>(Props.Create(() => new Adder()), "adder");
        Adder before = adder;
        EventFilter.Exception<InvalidOperationException>("as told").ExpectOne(() => adder.Tell("fail"));
        AwaitAssert(() => Assert.NotSame(before, adder.UnderlyingActor));
    }

    [Fact]
    public void An_actor_has_a_stash_once_it_is_made() =>
        Assert.NotNull(ActorOfAsTestActorRef<Stashing>().UnderlyingActor.Stash);

    [Fact]
    public async Task Filters_count_what_either_description_fits()
    {
        await EventFilter.Warning("a").And.Error(contains: "b").ExpectAsync(2, TimeSpan.FromSeconds(5), () =>
        {
            Log.Log(Broker.Runtime.Event.LogLevel.WarningLevel, null, "a");
            Log.Log(Broker.Runtime.Event.LogLevel.ErrorLevel, null, "abc");
            Log.Log(Broker.Runtime.Event.LogLevel.WarningLevel, null, "neither");
            return Task.CompletedTask;
        });
        Assert.Equal(7, EventFilter.ForLogLevel(Broker.Runtime.Event.LogLevel.InfoLevel, start: "x").ExpectOne(() =>
        {
            Log.Log(Broker.Runtime.Event.LogLevel.InfoLevel, null, "x y");
            return 7;
        }));
    }

    [Fact]
    public async Task Messages_are_taken_in_every_way_the_kit_has()
    {
        foreach (object message in (object[])["a", "b", 1, 2, "c"])
            TestActor.Tell(message, TestActor);
        Assert.Equal(["b", "a"], ExpectMsgAllOf("a", "b").Reverse());
        List<string> numbers = [];
        await foreach (string number in ReceiveWhileAsync(m => m is int ? m.ToString() : null, TimeSpan.FromSeconds(1)))
            numbers.Add(number);
        Assert.Equal(["1", "2"], numbers);
        await ExpectMsgFromAsync(TestActor, "c");
        TestActor.Tell("d", TestActor);
        Assert.Equal("d", Assert.Single((await WaitForRadioSilenceAsync(TimeSpan.FromMilliseconds(50))).Cast<string>()));
    }

    [Fact]
    public async Task A_task_that_takes_too_long_fails_the_test()
    {
        TaskCompletionSource never = new();
        await Assert.ThrowsAsync<TimeoutException>(() => never.Task.ShouldCompleteWithin(TimeSpan.FromMilliseconds(20)));
        Assert.Equal(3, await Task.FromResult(3).ShouldCompleteWithin(TimeSpan.FromSeconds(5)));
        await Task.FromException(new InvalidOperationException("x")).ShouldThrowWithin<InvalidOperationException>(TimeSpan.FromSeconds(5));
    }

    private sealed class Adder : ReceiveActor
    {
        public Adder()
        {
            Receive<int>(n =>
            {
                Sum += n;
                Sender.Tell(n, Self);
            });
            Receive<string>(_ => throw new InvalidOperationException("as told"));
        }

        public int Sum { get; private set; }
    }

    private sealed class Stashing : UntypedActorWithStash
    {
        protected override void OnReceive(object message) => Stash.Stash();
    }
}

using Broker.Runtime.Actor;
using Broker.Runtime.Pattern;

namespace EngineTests.Pattern;

public sealed class BackoffSupervisorTests() : Broker.Runtime.TestKit.Xunit2.TestKit("akka.loglevel = OFF, akka.test.single-expect-default = 10s")
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_child_that_stops_is_started_again_after_a_pause()
    {
        IActorRef supervisor = Start(Backoff.OnStop(Child(), "c1", Short, Long, 0, -1).WithManualReset());
        IActorRef first = CurrentChild(supervisor);
        Watch(first);

        supervisor.Tell("stop", TestActor);

        ExpectTerminated(first);
        AwaitAssert(() => Assert.NotEqual(first, CurrentChild(supervisor)), TimeSpan.FromSeconds(5));
        Assert.Equal(1, Count(supervisor));
        supervisor.Tell(BackoffSupervisor.Reset.Instance, TestActor);
        Assert.Equal(0, Count(supervisor));
    }

    [Fact]
    public void Messages_go_to_the_child_and_its_answers_to_the_supervisor_s_parent()
    {
        IActorRef supervisor = ChildActorOf(BackoffSupervisor.Props(Backoff.OnFailure(Child(), "c1", Short, Long, 0, -1)));
        supervisor.Tell("hello", TestActor);
        ExpectMsg("hello");
        supervisor.Tell("tell parent", TestActor);
        ExpectMsg("from the child");
    }

    [Fact]
    public void A_child_that_fails_is_another_one_afterwards_and_one_that_stops_ends_its_supervisor()
    {
        IActorRef supervisor = Start(Backoff.OnFailure(Child(), "c1", Short, Long, 0, -1));
        IActorRef first = CurrentChild(supervisor);
        supervisor.Tell("fail", TestActor);
        AwaitAssert(() => Assert.DoesNotContain(CurrentChild(supervisor), new[] { first, ActorRefs.Nobody }), TimeSpan.FromSeconds(5));

        Watch(supervisor);
        supervisor.Tell("stop", TestActor);
        ExpectTerminated(supervisor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_too_many_failures_the_supervisor_ends(bool onFailure)
    {
        BackoffOptions options = onFailure
            ? Backoff.OnFailure(Child(), "c1", Short, Long, 0, 2).WithManualReset()
            : Backoff.OnStop(Child(), "c1", Short, Long, 0, 2).WithManualReset();
        IActorRef supervisor = Start(options);
        Watch(supervisor);
        for (int i = 0; i < 3; i++)
        {
            AwaitAssert(() => Assert.NotEqual(ActorRefs.Nobody, CurrentChild(supervisor)), TimeSpan.FromSeconds(5));
            supervisor.Tell(onFailure ? "fail" : "stop", TestActor);
            AwaitAssert(() => Assert.True(((IInternalActorRef)supervisor).IsTerminated || Count(supervisor) == i + 1), TimeSpan.FromSeconds(5));
        }

        ExpectTerminated(supervisor);
    }

    [Fact]
    public void While_there_is_no_child_messages_are_answered_as_told_and_a_last_message_ends_it()
    {
        IActorRef supervisor = Start(Backoff.OnStop(Child(), "c1", Long, Long, 0, -1)
            .WithReplyWhileStopped("later")
            .WithFinalStopMessage(message => message is "the end"));
        IActorRef child = CurrentChild(supervisor);
        Watch(child);
        supervisor.Tell("stop", TestActor);
        ExpectTerminated(child);
        AwaitAssert(() => Assert.Equal(ActorRefs.Nobody, CurrentChild(supervisor)));

        supervisor.Tell("anyone?", TestActor);
        ExpectMsg("later");
        Watch(supervisor);
        supervisor.Tell("the end", TestActor);
        ExpectMsg("later");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void The_pause_doubles_up_to_the_longest()
    {
        TimeSpan min = TimeSpan.FromSeconds(1), max = TimeSpan.FromSeconds(30);
        Assert.Equal(min, BackoffSupervisorBase.CalculateDelay(0, min, max, 0));
        Assert.Equal(8 * min, BackoffSupervisorBase.CalculateDelay(3, min, max, 0));
        Assert.Equal(max, BackoffSupervisorBase.CalculateDelay(1000, min, max, 0));
        Assert.InRange(BackoffSupervisorBase.CalculateDelay(0, min, max, 0.5), min, 1.5 * min);
    }

    private static Props Child() => Props.Create(() => new ChildActor());

    private IActorRef Start(BackoffOptions options) => Sys.ActorOf(BackoffSupervisor.Props(options));

    private static IActorRef CurrentChild(IActorRef supervisor) =>
        supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance, TimeSpan.FromSeconds(5)).Result.Ref;

    private static int Count(IActorRef supervisor) =>
        supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance, TimeSpan.FromSeconds(5)).Result.Count;

    private sealed class ChildActor : ReceiveActor
    {
        public ChildActor()
        {
            Receive<string>(static m => m == "stop", _ => Context.Stop(Self));
            Receive<string>(static m => m == "fail", _ => throw new InvalidOperationException("as told"));
            Receive<string>(static m => m == "tell parent", _ => Context.Parent.Tell("from the child"));
            ReceiveAny(m => Sender.Tell(m));
        }
    }
}

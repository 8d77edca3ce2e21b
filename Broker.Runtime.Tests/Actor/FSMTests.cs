using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;
using static Broker.Runtime.Actor.FSMBase;

namespace EngineTests.Actor;

public sealed class FSMTests() : Broker.Runtime.TestKit.Xunit2.TestKit("akka.loglevel = DEBUG, akka.test { single-expect-default = 10s, filter-leeway = 10s }")
{
    private enum Door
    {
        Closed,
        Open,
        Broken,
    }

    [Fact]
    public void A_subscriber_learns_of_the_present_state_and_of_each_transition()
    {
        var door = StartDoor();
        door.Tell(new SubscribeTransitionCallBack(TestActor), TestActor);
        ExpectMsg(new CurrentState<Door>(door, Door.Closed));
        door.Tell("open", TestActor);
        ExpectMsg(new Transition<Door>(door, Door.Closed, Door.Open));
        door.Tell(new UnsubscribeTransitionCallBack(TestActor), TestActor);
        door.Tell("close", TestActor);
        door.Tell("data", TestActor);
        ExpectMsg(1);
    }

    [Fact]
    public void Answers_come_in_the_order_in_which_they_were_given()
    {
        var door = StartDoor();
        door.Tell("knock", TestActor);
        ExpectMsg("who");
        ExpectMsg("is there?");
    }

    [Fact]
    public void Data_go_along_with_states_and_the_next_ones_are_seen_in_transitions_only()
    {
        var door = StartDoor();
        door.Tell("watch", TestActor);
        door.Tell("open", TestActor);
        ExpectMsg((Door.Closed, 0, Door.Open, 1));
        door.Tell("next data", TestActor);
        ExpectMsg("none");
    }

    [Fact]
    public void Staying_is_no_transition_and_going_to_the_same_state_is_one()
    {
        var door = StartDoor();
        door.Tell(new SubscribeTransitionCallBack(TestActor), TestActor);
        ExpectMsg<CurrentState<Door>>();
        door.Tell("knock", TestActor);
        ExpectMsg("who");
        ExpectMsg("is there?");
        door.Tell("again", TestActor);
        ExpectMsg(new Transition<Door>(door, Door.Closed, Door.Closed));
    }

    [Fact]
    public void What_no_state_handles_goes_to_the_last_resort_and_then_into_the_log()
    {
        var door = StartDoor();
        door.Tell("anything", TestActor);
        ExpectMsg("unhandled in Closed");
        EventFilter.Warning("unhandled event 5 in state Closed").ExpectOne(() => door.Tell(5, TestActor));
    }

    [Fact]
    public void A_state_that_does_not_exist_ends_the_machine()
    {
        var door = Watch(StartDoor());
        EventFilter.Error("Next state Broken does not exist").ExpectOne(() => door.Tell("break", TestActor));
        Assert.IsType<Failure>(ExpectMsg<StopEvent<Door, int>>().Reason);
        ExpectTerminated(door);
    }

    [Fact]
    public void The_termination_handler_runs_once_with_the_last_data()
    {
        var door = Watch(StartDoor());
        door.Tell("stop with", TestActor);
        var end = ExpectMsg<StopEvent<Door, int>>();
        Assert.Same(Normal.Instance, end.Reason);
        Assert.Equal((Door.Closed, 7), (end.TerminatedState, end.StateData));
        ExpectTerminated(door);
        Assert.False(HasMessages);
    }

    [Fact]
    public void Stopping_its_actor_shuts_the_machine_down()
    {
        var door = Watch(StartDoor());
        Sys.Stop(door);
        Assert.Same(FSMBase.Shutdown.Instance, ExpectMsg<StopEvent<Door, int>>().Reason);
        ExpectTerminated(door);
    }

    [Fact]
    public void A_state_that_lasts_gets_its_timeout()
    {
        var door = StartDoor();
        door.Tell("open for a moment", TestActor);
        ExpectMsg("closes by itself");
        door.Tell("data", TestActor);
        ExpectMsg(1);
    }

    [Fact]
    public void Timers_run_until_they_are_cancelled_or_the_machine_ends()
    {
        var door = ActorOfAsTestFSMRef<DoorActor, Door, int>(Props.Create(() => new DoorActor(TestActor)));
        door.SetTimer("bell", "knock", TimeSpan.FromMinutes(1), repeat: true);
        Assert.True(door.IsTimerActive("bell"));
        door.CancelTimer("bell");
        Assert.False(door.IsTimerActive("bell"));

        door.SetTimer("bell", "knock", TimeSpan.FromMinutes(1));
        door.SetState(Door.Open, TimeSpan.FromMinutes(1));
        Assert.True(door.IsStateTimerActive());
        door.Tell("stop", TestActor);
        ExpectMsg("timers are off");
    }

    [Fact]
    public void A_test_can_look_into_the_machine_and_set_it()
    {
        var door = ActorOfAsTestFSMRef<DoorActor, Door, int>(Props.Create(() => new DoorActor(TestActor)));
        Assert.Equal((Door.Closed, 0), (door.StateName, door.StateData));
        door.Tell("open", TestActor);
        Assert.Equal((Door.Open, 1), (door.StateName, door.StateData));
        door.SetState(Door.Closed, 5);
        door.SetStateData(6);
        door.Tell("data", TestActor);
        ExpectMsg(6);
        Assert.False(door.IsStateTimerActive());
    }

    [Fact]
    public void A_state_function_can_change_what_another_one_gives()
    {
        var door = StartDoor();
        door.Tell("transformed", TestActor);
        door.Tell("data", TestActor);
        ExpectMsg(100);
    }

    [Fact]
    public void A_timer_that_poisons_its_machine_ends_it()
    {
        var door = Watch(StartDoor());
        door.Tell("poison soon", TestActor);
        ExpectMsg<StopEvent<Door, int>>();
        ExpectTerminated(door);
    }

    [Fact]
    public void Without_a_first_state_it_does_not_start() =>
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => ExpectTerminated(Watch(Sys.ActorOf(Props.Create<Shapeless>()))));

    private IActorRef StartDoor() => Sys.ActorOf(Props.Create(() => new DoorActor(TestActor)));

    private sealed class Shapeless : FSM<int, object>
    {
        protected override void PreStart() => Initialize();
    }

    private sealed class DoorActor : FSM<Door, int>
    {
        private readonly IActorRef _test;
        private IActorRef? _watcher;

        public DoorActor(IActorRef test)
        {
            _test = test;
            StartWith(Door.Closed, 0);
            When(Door.Closed, WhenClosed);
            When(Door.Closed, happened => happened.FsmEvent is "again" ? GoTo(Door.Closed) : null);
            When(Door.Open, WhenOpen);
            WhenUnhandled(WhenNothingElse);
            OnTransition((from, to) => _watcher?.Tell((from, StateData, to, NextStateData)));
            OnTermination(end =>
            {
                if (end.StateData == -1)
                    _test.Tell(IsTimerActive("bell") || ((IInternalSupportsTestFSMRef<Door, int>)this).IsStateTimerActive ? "timers run" : "timers are off");
                else
                    _test.Tell(end);
            });
            Initialize();
        }

        private State<Door, int>? WhenClosed(Event<int> happened) => happened.FsmEvent switch
        {
            "open" => GoTo(Door.Open).Using(happened.StateData + 1),
            "open for a moment" => GoTo(Door.Open).Using(happened.StateData + 1).ForMax(TimeSpan.FromMilliseconds(20)),
            "knock" => Stay().Replying("who").Replying("is there?"),
            "break" => GoTo(Door.Broken),
            "stop with" => Stop(Normal.Instance, 7),
            "transformed" => Transform(_ => Stay()).Using(state => state.Using(100))(happened),
            _ => null,
        };

        private State<Door, int>? WhenOpen(Event<int> happened)
        {
            switch (happened.FsmEvent)
            {
                case StateTimeout:
                    _test.Tell("closes by itself");
                    return GoTo(Door.Closed);
                case "close":
                    return GoTo(Door.Closed);
                case "stop":
                    return Stop(Normal.Instance, -1);
                default:
                    return null;
            }
        }

        private State<Door, int>? WhenNothingElse(Event<int> happened)
        {
            switch (happened.FsmEvent)
            {
                case "data":
                    return Stay().Replying(happened.StateData);
                case "watch":
                    _watcher = Sender;
                    return Stay();
                case "next data":
                    Assert.Throws<InvalidOperationException>(() => NextStateData);
                    return Stay().Replying("none");
                case "poison soon":
                    SetTimer("poison", PoisonPill.Instance, TimeSpan.FromMilliseconds(10));
                    return Stay();
                case string:
                    return Stay().Replying($"unhandled in {StateName}");
                default:
                    return null;
            }
        }
    }
}

using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Dsl;

namespace EngineTests.Actor;

public sealed class ActTests() : Broker.Runtime.TestKit.Xunit2.TestKit("akka.loglevel = OFF")
{
    [Fact]
    public void An_actor_of_functions_handles_messages_and_changes_its_behaviour()
    {
        IActorRef actor = Sys.ActorOf(act =>
        {
            act.Receive<string>(
                m => m == "turn",
                (_, _) => act.BecomeStacked((m, context) =>
                {
                    if (m is "back")
                        act.UnbecomeStacked();
                    else
                        context.Sender.Tell($"not {m}");
                }));
            act.Receive<int>((number, context) => context.Sender.Tell(number + 1));
            act.ReceiveAny((m, context) => context.Sender.Tell(m));
        });

        actor.Tell(1, TestActor);
        ExpectMsg(2);
        actor.Tell("a", TestActor);
        ExpectMsg("a");
        actor.Tell("turn", TestActor);
        actor.Tell("a", TestActor);
        ExpectMsg("not a");
        actor.Tell("back", TestActor);
        actor.Tell("a", TestActor);
        ExpectMsg("a");
    }

    [Fact]
    public void Its_hooks_run_and_its_strategy_decides()
    {
        IActorRef parent = ActorOf(
            act =>
            {
                act.OnPreStart = _ => TestActor.Tell("parent starts");
                act.Strategy = new OneForOneStrategy(_ => Directive.Restart);
                act.OnPostStop = _ => TestActor.Tell("parent stopped");
                act.ReceiveAny((m, context) => context.Child("child").Forward(m));
                act.ActorOf(
                    child =>
                    {
                        child.OnPreRestart = (reason, m, _) => TestActor.Tell($"{m}: {reason.Message}");
                        child.OnPostRestart = (_, _) => TestActor.Tell("child is back");
                        child.Receive<string>((_, _) => throw new InvalidOperationException("as told"));
                    },
                    "child");
            },
            "parent");

        ExpectMsg("parent starts");
        parent.Tell("fail");
        ExpectMsg("fail: as told");
        ExpectMsg("child is back");
        Sys.Stop(parent);
        ExpectMsg("parent stopped");
    }

    [Fact]
    public void Asynchronous_handlers_keep_their_context()
    {
        IActorRef actor = Sys.ActorOf((act, _) => act.ReceiveAsync<string>(async (m, context) =>
        {
            await Task.Yield();
            context.Sender.Tell(m, context.Self);
        }));
        actor.Tell("m", TestActor);
        ExpectMsgFrom(actor, "m");
    }
}

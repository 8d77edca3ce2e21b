using Broker.Runtime.Actor;

namespace EngineTests.Dispatch;

/// <summary>All of the mailbox's tests with turns that follow each other on one thread, and that this ends.</summary>
public sealed class HandOnTests() : MailboxTests("akka { loglevel = OFF, stdout-loglevel = OFF, actor.default-dispatcher.relay.hand-on = on }")
{
    [Fact]
    public async Task Actors_that_answer_each_other_for_ever_let_others_run()
    {
        var echo = Spawn((message, context) => context.Sender.Tell(message, context.Self));
        for (var i = 0; i < 4 * Environment.ProcessorCount; i++)
            Spawn((message, context) => echo.Tell(message, context.Self)).Tell("ball", ActorRefs.NoSender);

        var bystander = Spawn((message, context) => context.Sender.Tell(message, context.Self));
        Assert.Equal("answer", await bystander.Ask<string>("answer", Patience));
    }
}

using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace EngineTests.Actor;

public sealed class ActorSelectionTests : LocalSystem
{
    [Fact]
    public async Task A_path_leads_to_its_actor()
    {
        var echo = Spawn((message, context) => context.Sender.Tell(message, context.Self), "echo");

        Assert.Equal(echo, await System.ActorSelection("/user/echo").ResolveOne(Patience));
        Assert.Equal(echo, await System.ActorSelection(echo.Path).ResolveOne(Patience));
        Assert.Equal(echo, await System.ActorSelection(echo.Path.ToString()).ResolveOne(Patience));
        Assert.Equal(3, await System.ActorSelection("/user/echo").Ask<int>(3, Patience));
    }

    [Fact]
    public async Task A_relative_path_is_read_from_the_actor()
    {
        var recorder = Record();
        Spawn((message, context) => context.Sender.Tell(message, context.Self), "sibling");
        var actor = Spawn((_, context) => context.ActorSelection("../sibling").Tell("from below", recorder.Ref));

        actor.Tell("go", ActorRefs.NoSender);

        Assert.Equal("from below", await recorder.Next<string>());
    }

    [Fact]
    public async Task The_sender_is_the_actor_that_sends()
    {
        var recorder = Record();
        Spawn((message, context) => context.Sender.Tell($"re: {message}", context.Self), "echo");
        var actor = Spawn((message, context) =>
        {
            if (message is "go")
                context.ActorSelection("/user/echo").Tell("hello");
            else
                recorder.Ref.Tell(message, context.Self);
        });

        actor.Tell("go", ActorRefs.NoSender);

        Assert.Equal("re: hello", await recorder.Next<string>());
    }

    [Fact]
    public async Task A_pattern_reaches_every_child_that_matches()
    {
        var recorder = Record();
        foreach (var name in new[] { "worker-1", "worker-2", "other" })
            Spawn((_, context) => recorder.Ref.Tell(context.Self.Path.Name, context.Self), name);

        System.ActorSelection("/user/worker-?").Tell("go", ActorRefs.NoSender);

        var reached = new[] { await recorder.Next<string>(), await recorder.Next<string>() };
        Assert.Equal(["worker-1", "worker-2"], reached.Order());
        recorder.Ref.Tell("end", ActorRefs.NoSender);
        Assert.Empty(await recorder.UntilMarker("end"));
    }

    [Theory]
    [InlineData("/user/none/below")]
    [InlineData("/temp/none")]
    [InlineData("/deadLetters/none")]
    [InlineData("akka://elsewhere/user/none")]
    public async Task A_path_without_actor_answers_a_question_for_identity_with_nobody(string path)
    {
        var identity = await System.ActorSelection(path).Ask<ActorIdentity>(new Identify("who"), Patience);

        Assert.Null(identity.Subject);
        Assert.Equal("who", identity.MessageId);
        await Assert.ThrowsAsync<ActorNotFoundException>(() => System.ActorSelection("/user/none").ResolveOne(Patience));
    }

    [Fact]
    public async Task A_message_along_a_path_without_actor_is_a_dead_letter()
    {
        var recorder = Record();
        System.EventStream.Subscribe<DeadLetter>(recorder.Ref);

        System.ActorSelection("/user/none").Tell("lost", ActorRefs.NoSender);

        var letter = await recorder.Next<DeadLetter>();
        Assert.Equal("lost", letter.Message);
        Assert.Equal("/user/none", letter.Recipient.Path.ToStringWithoutAddress());
    }
}

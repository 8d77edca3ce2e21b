using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class AskTests : LocalSystem
{
    [Fact]
    public async Task An_answer_completes_the_question()
    {
        var echo = Spawn((message, context) => context.Sender.Tell(message, context.Self));

        Assert.Equal("hello", await echo.Ask<string>("hello", Patience));
        Assert.Equal(7, await echo.Ask(7, Patience));
    }

    [Fact]
    public async Task A_failure_as_answer_is_thrown()
    {
        var failing = Spawn((_, context) => context.Sender.Tell(new Status.Failure(new FormatException("no")), context.Self));

        var typed = await Assert.ThrowsAsync<FormatException>(() => failing.Ask<string>("x", Patience));
        Assert.Equal("no", typed.Message);
        await Assert.ThrowsAsync<FormatException>(() => failing.Ask("x", Patience));
    }

    [Fact]
    public async Task An_answer_of_another_type_is_an_error()
    {
        var echo = Spawn((message, context) => context.Sender.Tell(message, context.Self));

        await Assert.ThrowsAsync<ArgumentException>(() => echo.Ask<string>(7, Patience));
    }

    [Fact]
    public async Task No_answer_in_time_is_a_timeout_and_leaves_nothing_behind()
    {
        var silent = Spawn((_, _) => { });

        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("x", TimeSpan.FromMilliseconds(20)));
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("x", TimeSpan.FromMilliseconds(20), CancellationToken.None));
    }

    [Fact]
    public async Task A_cancelled_question_is_cancelled()
    {
        var silent = Spawn((_, _) => { });
        using var source = new CancellationTokenSource();

        var question = silent.Ask<string>("x", source.Token);
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => question);
    }

    [Fact]
    public async Task The_path_of_a_question_leads_to_it_while_it_is_open()
    {
        IActorRef? asker = null;
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Spawn((_, context) =>
        {
            asker = context.Sender;
            seen.TrySetResult();
        });

        var question = actor.Ask<string>("x", Patience);
        await seen.Task.WaitAsync(Patience);
        var provider = ((ExtendedActorSystem)System).Provider;
        var resolved = provider.ResolveActorRef(asker!.Path.ToSerializationFormat());
        resolved.Tell("found", ActorRefs.NoSender);

        Assert.Equal("found", await question.WaitAsync(Patience));
        Assert.StartsWith("/temp/", asker.Path.ToStringWithoutAddress(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_can_be_piped_to_an_actor()
    {
        var recorder = Record();

        await Task.FromResult(3).PipeTo(recorder.Ref, success: n => n * 2);
        await Task.FromException<int>(new FormatException()).PipeTo(recorder.Ref);
        await Task.FromException(new FormatException()).PipeTo(recorder.Ref, failure: e => e.GetType().Name);

        Assert.Equal(6, await recorder.Next<int>());
        Assert.IsType<FormatException>((await recorder.Next<Status.Failure>()).Cause);
        Assert.Equal(nameof(FormatException), await recorder.Next<string>());
    }
}

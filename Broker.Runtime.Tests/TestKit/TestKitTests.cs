using Broker.Runtime.Actor;
using Broker.Runtime.TestKit;
using Broker.Runtime.TestKit.TestActors;
using Xunit.Sdk;

namespace EngineTests.TestKit;

public class TestKitTests : Broker.Runtime.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void A_message_to_the_test_actor_is_expected_by_type_and_value()
    {
        TestActor.Tell("hello", ActorRefs.NoSender);

        Assert.Equal("hello", ExpectMsg<string>());

        TestActor.Tell(42, ActorRefs.NoSender);

        ExpectMsg(42);
    }

    [Fact]
    public void A_message_of_another_type_fails_the_test_and_names_both()
    {
        TestActor.Tell(42, ActorRefs.NoSender);

        var failure = Assert.Throws<FailException>(() => ExpectMsg<string>());

        Assert.Contains("System.String", failure.Message, StringComparison.Ordinal);
        Assert.Contains("42", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_time_fails_the_test() => Assert.Throws<FailException>(() => ExpectMsg<string>(Short));

    [Fact]
    public void A_message_where_none_was_expected_fails_the_test()
    {
        TestActor.Tell("surprise", ActorRefs.NoSender);

        Assert.Throws<FailException>(() => ExpectNoMsg(Short));
    }

    [Fact]
    public void Within_limits_what_is_waited_for_inside_of_it()
    {
        var before = Now;

        Assert.Throws<FailException>(() => Within(Short, () => ExpectMsg<string>()));

        Assert.True(Now - before < TestKitSettings.SingleExpectDefault);
    }

    [Fact]
    public void The_test_sends_as_its_test_actor()
    {
        var echo = ActorOf(SimpleEchoActor.Props());

        echo.Tell("who?");

        ExpectMsgFrom(echo, "who?");
    }

    [Fact]
    public async Task The_test_sends_as_its_test_actor_after_an_await_too()
    {
        var echo = ActorOf(SimpleEchoActor.Props());
        await Task.Yield();

        echo.Tell("still me?");

        await ExpectMsgAsync("still me?");
    }

    [Fact]
    public void A_probe_plays_a_part_of_its_own()
    {
        var probe = CreateTestProbe();
        var echo = ActorOf(SimpleEchoActor.Props());

        probe.Send(echo, "ping");

        probe.ExpectMsgFrom(echo, "ping");
        probe.Reply("pong");
        probe.ExpectMsg("pong");
    }

    [Fact]
    public void The_end_of_a_watched_actor_is_expected()
    {
        var probe = CreateTestProbe();
        var actor = ActorOf(BlackHoleActor.Props);
        probe.Watch(actor);

        Sys.Stop(actor);

        probe.ExpectTerminated(actor);
    }

    [Fact]
    public void An_auto_pilot_answers_before_the_test_looks()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell("seen " + message, ActorRefs.NoSender);
            return AutoPilot.KeepRunning;
        }));

        probe.Ref.Tell("one", TestActor);
        probe.Ref.Tell("two", TestActor);

        ExpectMsg("seen one");
        ExpectMsg("seen two");
        probe.ExpectMsg("one");
        probe.ExpectMsg("two");
    }

    [Fact]
    public void Messages_can_be_fished_for_counted_and_ignored()
    {
        IgnoreMessages<int>();
        foreach (var message in new object[] { "a", 1, "b", 2, "c" })
            TestActor.Tell(message, ActorRefs.NoSender);

        Assert.Equal("b", FishForMessage<string>(text => text == "b"));
        Assert.Equal(["c"], ReceiveN(1));
    }

    [Fact]
    public void An_expected_dead_letter_is_counted()
    {
        var gone = ActorOf(BlackHoleActor.Props);
        Watch(gone);
        Sys.Stop(gone);
        ExpectTerminated(gone);

        EventFilter.DeadLetter<string>().ExpectOne(() => gone.Tell("too late", TestActor));
    }

    [Fact]
    public void An_expected_event_that_does_not_come_fails_the_test() =>
        Assert.Throws<FailException>(() => EventFilter.DeadLetter<string>().ExpectOne(Short, () => { }));

    [Fact]
    public void AwaitAssert_repeats_until_it_holds()
    {
        var attempts = 0;

        AwaitAssert(() => Assert.True(++attempts > 2), interval: TimeSpan.FromMilliseconds(1));

        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task Messages_can_be_expected_by_predicates_in_any_order()
    {
        foreach (var message in new object[] { 5, "five", 6 })
            TestActor.Tell(message, ActorRefs.NoSender);
        PredicateInfo[] wanted = [PredicateInfo.Create<string>(static text => text.StartsWith('f')), PredicateInfo.Create<int>(static n => n > 4)];
        Assert.Equal([5, "five"], ExpectMsgAllOfMatchingPredicates(wanted));

        TestActor.Tell("six", ActorRefs.NoSender);
        await Assert.ThrowsAsync<FailException>(async () =>
        {
            await foreach (var _ in ExpectMsgAllOfMatchingPredicatesAsync(wanted))
            {
            }
        });
    }

    [Fact]
    public async Task A_message_can_be_looked_at_before_it_is_taken_and_taken_by_its_sender()
    {
        var probe = CreateTestProbe();
        probe.Send(TestActor, "from the probe");
        Assert.True(TryPeekOne(out var envelope, null, CancellationToken.None));
        Assert.Equal(probe.Ref, envelope.Sender);
        Assert.Equal("from the probe", (await TryPeekOneAsync(null, CancellationToken.None)).Envelope.Message);
        ExpectMsgFrom<string>(sender => Assert.Equal(probe.Ref, sender), text => Assert.Equal("from the probe", text));
        Assert.False(TryPeekOne(out _, Short, CancellationToken.None));
    }

    [Fact]
    public async Task Messages_of_one_type_are_taken_while_they_fit()
    {
        foreach (var message in new object[] { "a", 1, "b", "stop", "c" })
            TestActor.Tell(message, ActorRefs.NoSender);
        List<string> taken = [];
        await foreach (var text in ReceiveWhileAsync<string>(static text => text != "stop"))
            taken.Add(text);
        Assert.Equal(["a", "b"], taken);
        System.Collections.ArrayList seen = [];
        Assert.Equal("c", FishForMessage<string>(static text => text == "c", seen));
        Assert.Equal(["stop", "c"], seen.Cast<string>());
    }
}

using Broker.Testing.Delivery;

namespace Broker.Tests.Testing.Delivery;

public sealed class DeliveryCheckerTests
{
    private readonly DeliveryChecker _checker = new();

    public DeliveryCheckerTests()
    {
        foreach (var message in new[] { "p#1", "p#2", "q#1" })
        {
            _checker.Sent(MessageId.Parse(message)!.Value, PublishOutcome.Accepted);
        }
    }

    [Fact]
    public void The_same_order_everywhere_is_clean()
    {
        var report = Saw("p#1 q#1 p#2", "p#1 q#1 p#2").Check();

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal((3, 3, 6), (report.Sent, report.Accepted, report.Delivered));
    }

    [Fact]
    public void A_message_seen_twice_is_a_duplicate()
    {
        var report = Saw("p#1 q#1 p#1 p#2", "p#1 q#1 p#2").Check();

        Assert.Equal((1, 0), (report.Duplicates, report.Disorder));
    }

    [Fact]
    public void What_others_saw_and_one_did_not_is_a_gap()
    {
        var report = Saw("p#1 q#1 p#2", "p#1 p#2").Check();

        Assert.Equal((1, 0), (report.Gaps, report.Lost));
        Assert.Contains("2 never saw q#1", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_of_which_the_subscriber_was_told_is_allowed_and_counted()
    {
        var told = Log("2", "p#1");
        told.WasTold();
        told.Saw(MessageId.Parse("p#2")!.Value);

        var report = Saw("p#1 q#1 p#2").Saw(told).Check();

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal(1, report.ToldGaps);
    }

    [Fact]
    public void An_accepted_message_that_nobody_saw_is_lost()
    {
        Assert.Equal(1, Saw("p#1 q#1", "p#1 q#1").Check().Lost);
    }

    [Fact]
    public void A_message_of_unknown_outcome_that_nobody_saw_is_not_lost()
    {
        _checker.Sent(new MessageId("p", 3), PublishOutcome.Unknown);

        Assert.True(Saw("p#1 q#1 p#2").Check().IsClean);
    }

    [Fact]
    public void Two_subscribers_that_disagree_on_an_order_are_found()
    {
        var report = Saw("p#1 q#1 p#2", "p#1 p#2 q#1").Check();

        Assert.True(report.Disorder > 0);
        Assert.False(report.IsClean);
    }

    [Fact]
    public void Three_subscribers_that_disagree_only_together_are_found()
    {
        _checker.Sent(new MessageId("r", 1), PublishOutcome.Accepted);

        Assert.True(Saw("p#1 q#1", "q#1 r#1", "r#1 p#1").Check().Disorder > 0);
    }

    [Fact]
    public void A_publisher_s_messages_out_of_its_order_are_found()
    {
        Assert.True(Saw("p#2 p#1 q#1", "p#2 p#1 q#1").Check().Disorder > 0);
    }

    [Fact]
    public void A_message_that_was_refused_or_never_sent_must_not_arrive()
    {
        _checker.Sent(new MessageId("q", 2), PublishOutcome.Refused);

        Assert.Equal(2, Saw("p#1 q#1 p#2 q#2 x#1").Check().Strangers);
    }

    private static SubscriberLog Log(string name, string messages)
    {
        var log = new SubscriberLog(name);
        foreach (var message in messages.Split(' '))
        {
            log.Saw(MessageId.Parse(message)!.Value);
        }

        return log;
    }

    private DeliveryChecker Saw(params string[] logs)
    {
        for (var i = 0; i < logs.Length; i++)
        {
            _checker.Saw(Log($"{i + 1}", logs[i]));
        }

        return _checker;
    }
}

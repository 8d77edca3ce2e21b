using Broker.Testing.Delivery;
using Broker.Testing.Histories;

namespace Broker.Tests.Testing.Histories;

/// <summary>For every promise a history that breaks it, and those that only look as if they did.</summary>
public sealed class HistoryCheckerTests
{
    // For a death whose victims nobody has to be told of.
    private static readonly HistoryRules Untold = new() { OwnerLossIsTold = false, MovesKeepTheEpoch = false };

    private readonly HistoryBuilder _history = new();

    [Fact]
    public void What_was_accepted_and_seen_by_all_in_one_order_is_clean()
    {
        var report = _history.Accepted("p#1", "q#1", "p#2").Saw("s", "p#1 q#1 p#2").Saw("t", "p#1 q#1 p#2").Check();

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal((3, 3, 6), (report.Attempted, report.Accepted, report.Delivered));
    }

    [Fact]
    public void A_hole_between_two_numbers_is_a_loss()
    {
        var report = _history.Accepted("p#1", "q#1", "p#2").Saw("s", "p#1 p#2").Check();

        Assert.Equal(1, report.Lost);
        Assert.Contains("s went on from e:1 to e:3 with 0 messages between: 1 are missing", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("q#1: sent 2.000, Accepted 2.100 at e:2", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hole_is_a_loss_even_where_nobody_knows_the_outcome_of_the_missing_message()
    {
        _history.Accepted("p#1", 1, "e", 1).Sent("w#1", 2, PublishOutcome.Unknown).Accepted("p#2", 3, "e", 3);

        Assert.Equal(1, _history.Saw("s", "p#1 w#1 p#2").Saw("t", "p#1 p#2").Check().Lost);
    }

    [Fact]
    public void A_hole_is_a_loss_even_if_the_connection_is_closed_later()
    {
        Assert.Equal(1, _history.Accepted("p#1", "q#1", "p#2").Saw("s", "p#1 p#2", SessionEnd.Told).Check().Lost);
    }

    [Fact]
    public void What_comes_last_and_never_arrives_is_a_loss_for_who_stayed()
    {
        Assert.Equal(2, _history.Accepted("p#1", "q#1", "p#2").Saw("s", "p#1").Check().Lost);
    }

    [Fact]
    public void What_comes_last_and_never_arrives_was_told_to_whom_the_broker_sent_elsewhere()
    {
        var report = _history.Accepted("p#1", "q#1", "p#2").Saw("s", "p#1", SessionEnd.Told).Check();

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal(2, report.Told);
    }

    [Fact]
    public void What_waits_over_a_crash_for_the_next_owner_was_told_to_whom_the_broker_sent_elsewhere_before()
    {
        var report = _history.Accepted("q#1", 1, "f", 1, after: 20).Accepted("p#1", 2, "e", 1).Saw("s", "p#1", SessionEnd.Told, until: 15).Check();

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal(1, report.Told);
    }

    [Fact]
    public void What_was_sent_after_a_connection_had_opened_is_lost_if_the_connection_began_behind_it()
    {
        Assert.Equal(1, _history.Accepted("p#1", "q#1", "p#2").Saw("s", "p#2", from: 1.5).Check().Lost);
        Assert.True(new HistoryBuilder().Accepted("p#1", "q#1", "p#2").Saw("s", "p#2", from: 2.5).Check().IsClean);
    }

    [Fact]
    public void Who_left_had_to_see_what_was_accepted_long_before_on_undisturbed_nodes()
    {
        Assert.Equal(1, _history.Accepted("p#1", "q#1").Saw("s", "p#1", SessionEnd.Left, until: 20).Check().Lost);
        Assert.True(_history.Fault("node-b", 5, 15).Check().IsClean);
        Assert.True(new HistoryBuilder().Accepted("p#1", "q#1").Saw("s", "p#1", SessionEnd.Left, until: 3).Check().IsClean);
    }

    [Fact]
    public void What_an_owner_accepted_shortly_before_it_was_killed_may_die_with_it()
    {
        var report = KilledAt(5).Check(Untold);

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal((1, 1), (report.DiedWithOwner, report.EpochChanges));
    }

    [Fact]
    public void What_an_owner_accepted_long_before_it_was_killed_may_not_die_with_it()
    {
        Assert.Equal(1, KilledAt(30).Check().Lost);
    }

    [Fact]
    public void A_fault_before_the_owner_s_death_excuses_from_its_beginning()
    {
        Assert.True(KilledAt(30).Fault("node-a", 8, 22).Check(Untold).IsClean);
        Assert.Equal(1, KilledAt(30, new HistoryBuilder()).Fault("node-c", 8, 22).Check().Lost);
    }

    [Fact]
    public void Nothing_dies_with_an_owner_that_stops_in_order()
    {
        Assert.Equal(1, KilledAt(5, end: LifeEnd.Clean).Check().Lost);
    }

    [Fact]
    public void Where_the_owner_s_loss_is_told_no_connection_goes_on_without_what_died()
    {
        Assert.Equal(1, KilledAt(5).Check().Lost);
    }

    [Fact]
    public void The_beginning_of_a_new_epoch_is_not_skipped()
    {
        _history.Lived("node-a", "a:1", 5, LifeEnd.Killed).Accepted("p#1", 1, "e", 1).Accepted("p#2", 10, "f", 1).Accepted("p#3", 11, "f", 2);

        Assert.Equal(1, _history.Saw("s", "p#1 p#3").Check().Lost);
    }

    [Fact]
    public void A_message_that_comes_again_is_a_duplicate_and_hides_no_hole()
    {
        var report = _history.Accepted("p#1", "q#1", "p#2").Saw("s", "p#1 p#1 p#2").Check();

        Assert.Equal((1, 1), (report.Duplicated, report.Lost));
    }

    [Fact]
    public void A_message_that_comes_again_after_coming_back_is_none()
    {
        Assert.True(_history.Accepted("p#1").Saw("s", "p#1", SessionEnd.Told, until: 4).Saw("s", "p#1", from: 4).Check().IsClean);
    }

    [Fact]
    public void Numbers_that_fall_are_a_wrong_order()
    {
        Assert.True(_history.Accepted("p#1", "q#1", "p#2").Saw("s", "p#1 p#2 q#1").Check().Reordered > 0);
    }

    [Fact]
    public void Connections_that_disagree_are_a_wrong_order_even_without_numbers()
    {
        _history.Sent("v#1", 1, PublishOutcome.Unknown).Sent("w#1", 1, PublishOutcome.Unknown);

        Assert.Equal(2, _history.Saw("s", "v#1 w#1").Saw("t", "w#1 v#1").Check().Reordered);
    }

    [Fact]
    public void Messages_of_one_connection_come_in_its_order()
    {
        _history.Sent("w#1", 1, PublishOutcome.Unknown, keepsOrder: true).Sent("w#2", 2, PublishOutcome.Unknown, keepsOrder: true);

        Assert.Equal(1, _history.Saw("s", "w#2 w#1").Check().Reordered);
    }

    [Fact]
    public void A_message_without_an_answer_may_come_after_the_next()
    {
        _history.Sent("w#1", 1, PublishOutcome.Unknown).Sent("w#2", 2, PublishOutcome.Unknown);

        Assert.True(_history.Saw("s", "w#2 w#1").Check().IsClean);
    }

    [Fact]
    public void A_lower_number_for_what_was_sent_after_the_answer_is_a_wrong_order()
    {
        _history.Accepted("p#1", 1, "e", 2).Accepted("q#1", 5, "e", 1);

        Assert.Equal(1, _history.Saw("s", "q#1 p#1").Check().Reordered);
    }

    [Fact]
    public void A_return_to_an_epoch_that_was_left_is_a_wrong_order()
    {
        _history.Accepted("p#1", 1, "e", 1).Accepted("p#2", 2, "f", 1).Accepted("p#3", 3, "e", 2);

        Assert.True(_history.Saw("s", "p#1 p#2 p#3").Check().Reordered > 0);
    }

    [Fact]
    public void Two_messages_under_one_number_are_found_among_publishers()
    {
        Assert.Contains(_history.Accepted("p#1", 1, "e", 1).Accepted("q#1", 2, "e", 1).Check().Findings, finding => finding.Kind == FindingKind.Confused);
    }

    [Fact]
    public void Two_messages_under_one_number_are_found_among_subscribers()
    {
        _history.Accepted("p#1", 1, "e", 1).Sent("v#1", 2, PublishOutcome.Unknown).Sent("w#1", 2, PublishOutcome.Unknown).Accepted("p#2", 3, "e", 3);

        Assert.Contains(
            _history.Saw("s", "p#1 v#1 p#2").Saw("t", "p#1 w#1 p#2").Check().Findings, finding => finding.Kind == FindingKind.Confused);
    }

    [Fact]
    public void What_was_refused_and_what_nobody_sent_are_strangers()
    {
        var report = _history.Accepted("p#1").Sent("r#1", 2, PublishOutcome.Refused).Saw("s", "p#1 r#1 x#1").Check();

        Assert.Equal(2, report.Findings.Count(finding => finding.Kind == FindingKind.Stranger));
    }

    [Fact]
    public void What_a_living_connection_sent_long_ago_is_accepted_and_must_be_seen_by_somebody()
    {
        _history.Sent("w#1", 1, PublishOutcome.Accepted).Saw("s", "");

        Assert.Equal(1, _history.Check().Lost);
    }

    [Fact]
    public void A_connection_that_a_living_node_cuts_is_a_finding()
    {
        _history.Accepted("p#1").Saw("s", "p#1", SessionEnd.Broken, until: 50);

        Assert.Contains(_history.Check().Findings, finding => finding.Kind == FindingKind.Dismissed);
        Assert.True(_history.Lived("node-b", "b:1", 50, LifeEnd.Killed).Check().IsClean);
    }

    [Fact]
    public void A_node_that_ends_by_itself_is_a_finding()
    {
        Assert.Contains(_history.Lived("node-b", "b:1", 50, LifeEnd.Crashed).Check().Findings, finding => finding.Kind == FindingKind.Crashed);
    }

    // p#2 was accepted at second 2 and never seen by the connection, which goes on in the epoch of the next owner.
    private HistoryBuilder KilledAt(double second, HistoryBuilder? history = null, LifeEnd end = LifeEnd.Killed) => (history ?? _history)
        .Lived("node-a", "a:1", second, end)
        .Accepted("p#1", 1, "e", 1)
        .Accepted("p#2", 2, "e", 2)
        .Accepted("p#3", second + 10, "f", 1, "c:1")
        .Saw("s", "p#1 p#3");
}

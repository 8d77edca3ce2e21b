using Broker.Testing.Delivery;
using Broker.Testing.Histories;

namespace Broker.Tests.Testing.Histories;

/// <summary>The same for subscribers that are told positions, and come back with them.</summary>
public sealed class PositionedHistoryTests
{
    private readonly HistoryBuilder _history = new HistoryBuilder().Accepted("p#1", "q#1", "p#2", "q#2");

    [Fact]
    public void A_stream_that_is_continued_without_a_hole_is_clean()
    {
        var report = _history
            .SawAt("s", "e:0", "p#1@e:1 q#1@e:2", end: SessionEnd.Told, until: 3.5)
            .SawAt("s", "e:2", "p#2@e:3 q#2@e:4", isContinued: true, from: 10)
            .Check();

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal((1, 0), (report.Continued, report.Told));
    }

    [Fact]
    public void A_hole_is_found_by_the_positions_alone()
    {
        Assert.Equal(1, _history.Sent("w#1", 9, PublishOutcome.Unknown).SawAt("s", "e:0", "p#1@e:1 q#1@e:2 p#2@e:3 q#2@e:4 w#1@e:6").Check().Lost);
    }

    [Fact]
    public void What_came_while_the_subscriber_was_away_has_to_come_after_a_continuation()
    {
        var report = _history
            .SawAt("s", "e:0", "p#1@e:1", end: SessionEnd.Told, until: 1.5)
            .SawAt("s", "e:1", "", isContinued: true, from: 10)
            .Check();

        Assert.Equal(3, report.Lost);
    }

    [Fact]
    public void What_came_while_the_subscriber_was_away_is_told_where_nothing_is_continued()
    {
        Assert.True(_history
            .SawAt("s", "e:0", "p#1@e:1", end: SessionEnd.Told, until: 1.5)
            .SawAt("s", "e:4", "", from: 10)
            .Check().IsClean);
    }

    [Fact]
    public void A_continuation_from_another_place_is_a_finding()
    {
        var report = _history
            .SawAt("s", "e:0", "p#1@e:1", end: SessionEnd.Told, until: 1.5)
            .SawAt("s", "e:2", "p#2@e:3 q#2@e:4", isContinued: true, from: 10)
            .Check();

        Assert.Contains(report.Findings, finding => finding.Kind == FindingKind.NotContinued);
    }

    [Fact]
    public void A_message_that_comes_again_after_a_continuation_is_a_finding()
    {
        var report = _history
            .SawAt("s", "e:0", "p#1@e:1 q#1@e:2", end: SessionEnd.Told, until: 3.5)
            .SawAt("s", "e:2", "q#1@e:2 p#2@e:3 q#2@e:4", isContinued: true, from: 10)
            .Check();

        Assert.False(report.IsClean);
    }

    [Fact]
    public void A_reset_tells_what_is_missing()
    {
        var report = _history.SawAt("s", "e:0", "p#1@e:1 !e:3 q#2@e:4").Check();

        Assert.True(report.IsClean, report.ToString());
    }

    [Fact]
    public void After_a_reset_nothing_more_may_be_missing()
    {
        Assert.Equal(1, _history.SawAt("s", "e:0", "p#1@e:1 !e:2 q#2@e:4").Check().Lost);
    }

    [Fact]
    public void Another_epoch_has_to_be_told_where_moves_keep_theirs()
    {
        _history.Accepted("r#1", 20, "f", 1);
        const string Seen = "p#1@e:1 q#1@e:2 p#2@e:3 q#2@e:4";

        Assert.Contains(
            new HistoryBuilder().Accepted("p#1").Accepted("r#1", 20, "f", 1).SawAt("s", "e:0", "p#1@e:1 r#1@f:1").Check(new HistoryRules { MovesKeepTheEpoch = true }).Findings,
            finding => finding.Kind == FindingKind.Untold);
        Assert.True(_history.SawAt("s", "e:0", Seen + " !f:0 r#1@f:1").Check(new HistoryRules { MovesKeepTheEpoch = true, OwnerLossIsTold = true }).IsClean);
    }

    [Fact]
    public void A_position_that_its_publisher_was_not_told_is_a_finding()
    {
        Assert.Contains(
            _history.SawAt("s", "e:0", "q#1@e:1").Check().Findings, finding => finding.Kind == FindingKind.Confused);
    }
}

using Broker.Actors.HeadReports;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.HeadReports;

public class HeadReportStateTests
{
    private static readonly NodeId There = new(2);
    private static readonly TopicName Topic = TopicName.Parse("news");
    private static readonly Epoch Epoch = new(7);

    private readonly List<HeadReportEffect> _effects = [];
    private readonly HeadReportState _state = new(new NodeId(1), new HeadReportOptions { Invites = 2 });
    private readonly HeadCell _cell = new(Topic, new Term(10), Epoch);

    public HeadReportStateTests() => _cell.SetNodes([There]);

    [Fact]
    public void A_head_is_reported_until_a_report_that_had_it_is_acknowledged()
    {
        Raise(1);
        var first = Round();
        Assert.Equal(1, Assert.Single(first.Heads).Head.Offset.Value);

        var second = Round();
        Assert.Single(second.Heads);
        _state.Received(new HeadReportReceived(There, second.Sequence));

        Assert.Equal(0, _state.PendingHeads);
        Tick();
        Assert.Empty(_effects);
        Assert.Null(_state.NextTick);
    }

    [Fact]
    public void An_old_acknowledgement_does_not_settle_a_later_head()
    {
        Raise(1);
        var first = Round();
        Raise(2);
        _state.Received(new HeadReportReceived(There, first.Sequence));

        Assert.Equal(2, Assert.Single(Round().Heads).Head.Offset.Value);
    }

    [Fact]
    public void A_head_of_an_owner_that_stopped_is_dropped_and_its_invite_is_not()
    {
        Raise(1);
        _state.Invite(new TopicMatched(Topic, new Term(10), new Position(Epoch, Offset.Zero), There), 0, _effects);
        _cell.Close();

        var report = Round();

        Assert.Empty(report.Heads);
        Assert.Single(report.Invites);
    }

    [Fact]
    public void An_invite_goes_at_once_and_keeps_its_earliest_position()
    {
        Assert.True(Invite("news", 5));
        Assert.Equal(5, Assert.Single(Assert.IsType<HeadReport>(Assert.Single(_effects).Message).Invites).Before.Offset.Value);

        Assert.True(Invite("news", 9));

        Assert.Equal(5, Assert.Single(Round().Invites).Before.Offset.Value);
    }

    [Fact]
    public void Invites_beyond_the_limit_are_dropped_and_the_node_is_told_so()
    {
        Assert.True(Invite("a", 1));
        Assert.True(Invite("b", 1));
        Assert.False(Invite("c", 1));
        Assert.True(Round().HasForgotten);
    }

    private bool Invite(string topic, long before)
    {
        _effects.Clear();
        return _state.Invite(new TopicMatched(TopicName.Parse(topic), new Term(10), new Position(Epoch, new Offset(before)), There), 0, _effects);
    }

    private void Raise(long offset)
    {
        if (_cell.Raise(new Offset(offset)))
        {
            _state.Raised(_cell, 0);
        }
    }

    private HeadReport Round()
    {
        Tick();
        return Assert.IsType<HeadReport>(Assert.Single(_effects).Message);
    }

    private void Tick()
    {
        _effects.Clear();
        if (_state.NextTick is { } next)
        {
            _state.Tick(next, _effects);
        }
    }
}

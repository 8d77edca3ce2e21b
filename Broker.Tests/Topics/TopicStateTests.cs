using System.Text;
using Broker.Actors.Answers;
using Broker.Actors.Deliveries;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.History;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Topics;

public class TopicStateTests
{
    private static readonly TopicName Topic = TopicName.Parse("news/today");
    private static readonly Epoch Epoch = new(7);
    private static readonly PublisherId Ann = new(1);
    private static readonly PublisherId Bob = new(2);

    private readonly List<TopicEffect<string>> _effects = [];
    private readonly TopicOptions _options = new() { DedupePublishers = 2 };
    private NamespaceOptions _namespace = new() { RepairCount = 3, HistorySize = 0, HistoryMetaTtl = TimeSpan.Zero };
    private readonly NodeFence _fence = new();
    private TopicState<string> _topic;
    private long _now = 1_000;

    public TopicStateTests() => _topic = Begin(left: null);

    [Fact]
    public void Publishes_get_consecutive_offsets_whoever_makes_them()
    {
        Assert.Equal(1, Accepted(Publish(Ann, 1)).Position.Offset.Value);
        Assert.Equal(2, Accepted(Publish(Bob, 1)).Position.Offset.Value);
        Assert.Equal(3, Accepted(Publish(Ann, 2)).Position.Offset.Value);
    }

    [Fact]
    public void A_publication_is_sent_once_to_each_subscribed_node_and_before_the_answer()
    {
        Subscribe("relay-a", node: 1);
        Subscribe("relay-b", node: 2);
        Subscribe("relay-b", node: 2);

        Publish(Ann, 1);

        Assert.Equal(["relay-a", "relay-b", "publisher"], Sent().Select(static sent => sent.Peer));
        Assert.Same(Sent()[0].Message, Sent()[1].Message);
        Assert.Equal(2, Assert.IsType<PublishAnswer>(Sent()[2].Message).Nodes);
    }

    [Fact]
    public void Who_publishes_is_told_how_many_nodes_get_it_those_that_are_invited_included()
    {
        _topic = Begin(left: null, interest: new Interest(new NodeId(2), new NodeId(3)));
        Assert.Equal(2, Accepted(Publish(Ann, 1)).Nodes);

        Subscribe("relay-1", node: 1);
        Subscribe("relay-2", node: 2);
        Assert.Equal(3, Accepted(Publish(Ann, 2)).Nodes);

        // The same node, whose old relay is not known to have stopped.
        Subscribe("relay-1-again", node: 1);
        Assert.Equal(3, Accepted(Publish(Ann, 3)).Nodes);

        Turn(() => _topic.RelayGone("relay-1", _now, _effects));
        Turn(() => _topic.RelayGone("relay-1-again", _now, _effects));
        Assert.Equal(2, Accepted(Publish(Ann, 4)).Nodes);
    }

    [Fact]
    public void A_node_whose_relay_was_never_there_is_invited_to_what_that_one_was_sent()
    {
        _topic = Begin(left: null, interest: new Interest(new NodeId(2)));
        Subscribe("ghost", node: 2);
        Publish(Ann, 1);
        Assert.DoesNotContain(_effects, static effect => effect.Kind == TopicEffectKind.Invite);

        Turn(() => _topic.RelayGone("ghost", _now, _effects));

        Assert.Equal(new TopicMatched(Topic, new Term(10), new Position(Epoch, Offset.Zero), new NodeId(2)), Assert.Single(_effects).Message);
    }

    [Fact]
    public void A_relay_that_never_confirmed_the_end_leaves_an_invite_for_its_node()
    {
        _topic = Begin(left: null, interest: new Interest(new NodeId(2)));
        Subscribe("ghost", node: 2);
        Publish(Ann, 1);

        Assert.Equal([new KeptInvite(new NodeId(2), new Position(Epoch, Offset.Zero))], End().Invited);
    }

    [Fact]
    public void A_repeat_is_answered_with_the_first_result_and_delivered_to_nobody()
    {
        Subscribe("relay-a");
        Publish(Ann, 1);
        Publish(Bob, 1);

        Assert.Equal(PublishVerdict.Repeated, Publish(Ann, 1, isRepeat: true, epoch: Epoch));

        Assert.Equal(1, Accepted().Position.Offset.Value);
        Assert.Single(Sent());
        Assert.Equal(2, _topic.Head.Offset.Value);
    }

    [Fact]
    public void A_repeat_from_another_epoch_is_answered_unknown()
    {
        Assert.Equal(PublishVerdict.Unknown, Publish(Ann, 1, isRepeat: true, epoch: new Epoch(6)));
        Assert.Equal(PublishVerdict.Unknown, Publish(Ann, 1, isRepeat: true));

        Assert.Equal(PublishReply.Unknown, Assert.IsType<PublishAnswer>(Assert.Single(Sent()).Message).Reply);
        Assert.Equal(0, _topic.Head.Offset.Value);
    }

    [Fact]
    public void A_repeat_of_this_epoch_that_never_came_is_accepted() =>
        Assert.Equal(PublishVerdict.Accepted, Publish(Ann, 1, isRepeat: true, epoch: Epoch));

    [Fact]
    public void A_repeat_of_a_publisher_that_had_to_make_room_is_answered_unknown()
    {
        Publish(Ann, 1);
        Publish(Bob, 1);
        Publish(new PublisherId(3), 1);

        Assert.Equal(2, _topic.Publishers);
        Assert.Equal(PublishVerdict.Unknown, Publish(Ann, 1, isRepeat: true, epoch: Epoch));
    }

    [Fact]
    public void A_publish_whose_predecessor_is_missing_is_held_and_accepted_after_it()
    {
        Assert.Equal(PublishVerdict.Held, Publish(Ann, 2, after: 1, floor: 1));
        Assert.Equal(PublishVerdict.Accepted, Publish(Ann, 1, floor: 1));
        Assert.Equal(PublishVerdict.Accepted, Publish(Ann, 2, after: 1, floor: 1));
    }

    [Fact]
    public void A_late_copy_of_a_settled_publish_is_dropped()
    {
        Publish(Ann, 1);
        Publish(Ann, 5);

        Assert.Equal(PublishVerdict.Dropped, Publish(Ann, 1));
        Assert.Empty(Sent());
    }

    [Fact]
    public void A_subscribe_is_answered_with_the_head_after_which_everything_is_sent()
    {
        Publish(Ann, 1);

        Subscribe("relay-a");

        Assert.Equal(new NodeSubscribed(new Term(10), new Position(Epoch, new Offset(1))), Assert.Single(Sent()).Message);
        Assert.Contains(_effects, static effect => effect.Kind == TopicEffectKind.Watch);
    }

    [Fact]
    public void A_fetch_brings_what_is_kept_and_says_what_is_gone()
    {
        Subscribe("relay-a");
        for (var sequence = 1; sequence <= 5; sequence++)
        {
            Publish(Ann, sequence);
        }

        Turn(() => _topic.Fetch("relay-a", new Fetch(new Term(10), Epoch, new Offset(1), new Offset(4)), _now, _effects));

        var fetched = Assert.IsType<Fetched>(Assert.Single(Sent()).Message);
        Assert.Equal(3, fetched.FirstKept.Value);
        Assert.Equal([3, 4], fetched.Publications.Select(static publication => publication.Offset.Value));
        Assert.Equal(5, fetched.Head.Offset.Value);
    }

    [Fact]
    public void Old_publications_leave_the_window()
    {
        Publish(Ann, 1);
        _now += (long)_options.RepairAge.TotalMilliseconds;

        Turn(() => _topic.Tick(_now, _effects));

        Assert.Equal(0, _topic.Kept);
    }

    [Fact]
    public void The_head_is_given_to_the_reporter_once_until_it_takes_it()
    {
        Subscribe("relay-a", node: 2);
        Publish(Ann, 1);
        var cell = Assert.IsType<HeadCell>(Assert.Single(_effects, static effect => effect.Kind == TopicEffectKind.ReportHead).Message);
        Publish(Ann, 2);
        Assert.DoesNotContain(_effects, static effect => effect.Kind == TopicEffectKind.ReportHead);

        cell.Taken();
        Publish(Ann, 3);

        Assert.Contains(_effects, static effect => effect.Kind == TopicEffectKind.ReportHead);
        Assert.Equal((new Position(Epoch, new Offset(3)), new NodeId(2)), (cell.Head, Assert.Single(cell.Nodes)));
    }

    [Fact]
    public void What_an_owner_leaves_is_continued_by_the_next_one()
    {
        Subscribe("relay-a");
        Publish(Ann, 1);
        Publish(Ann, 2);
        var left = End();

        _topic = Begin(left, term: 20);
        Assert.Equal(PublishVerdict.Repeated, Publish(Ann, 2, isRepeat: true, epoch: Epoch));
        Assert.Equal(3, Accepted(Publish(Ann, 3)).Position.Offset.Value);
        Subscribe("relay-a");
        Assert.Equal(new NodeSubscribed(new Term(20), new Position(Epoch, new Offset(3)), new Term(10)), Assert.Single(Sent()).Message);
        Turn(() => _topic.Fetch("relay-a", new Fetch(new Term(20), Epoch, new Offset(1), new Offset(3)), _now, _effects));
        Assert.Equal(3, Assert.IsType<Fetched>(Assert.Single(Sent()).Message).Publications.Count);
    }

    [Fact]
    public void A_state_is_dropped_when_a_relay_has_followed_somebody_since()
    {
        Publish(Ann, 1);
        var left = End();
        _topic = Begin(left, term: 20, fresh: new Epoch(8));

        Turn(() => _topic.Subscribe("relay-a", new SubscribeNode(Topic, Position.None, new Term(15), Followed: new Term(15)), _now, _effects));

        Assert.Equal(new NodeSubscribed(new Term(20), new Position(new Epoch(8), Offset.Zero)), Assert.Single(Sent()).Message);
        Assert.Equal((0, 0), (_topic.Kept, _topic.Publishers));
    }

    [Fact]
    public void An_active_owner_that_continues_an_old_state_steps_down_and_leaves_nothing()
    {
        Publish(Ann, 1);
        _topic = Begin(End(), term: 20);
        Publish(Ann, 2);

        Turn(() => _topic.Contradicted(new InheritanceStale(new Term(20), new Term(15)), _effects));

        Assert.Equal(TopicPhase.Outlived, _topic.Phase);
        Assert.Null(_topic.Leave(_now));
    }

    [Fact]
    public void Without_a_lease_nothing_is_accepted_delivered_or_acknowledged()
    {
        Subscribe("relay-a");
        _fence.OpenUntil = _now;
        Assert.Equal(PublishVerdict.Accepted, Publish(Ann, 1));

        _now++;
        Assert.Equal(PublishVerdict.Busy, Publish(Ann, 2));
        Assert.Equal(PublishReply.Busy, Assert.IsType<PublishAnswer>(Assert.Single(Sent()).Message).Reply);
        Subscribe("relay-b");
        Assert.Empty(Sent());
        Turn(() => _topic.Fetch("relay-a", new Fetch(new Term(10), Epoch, new Offset(1), new Offset(1)), _now, _effects));
        Assert.Empty(Sent());
    }

    [Fact]
    public void A_relay_goes_only_at_the_head_and_not_on_an_old_wish()
    {
        Subscribe("relay-a", number: 2);
        Publish(Ann, 1);
        var head = new Position(Epoch, new Offset(1));

        Turn(() => _topic.Unsubscribe("relay-a", new UnsubscribeNode(new Term(10), new Position(Epoch, Offset.Zero), 2), _now, _effects));
        Assert.Equal(new TopicHead(new Term(10), head), Assert.Single(Sent()).Message);
        Turn(() => _topic.Unsubscribe("relay-a", new UnsubscribeNode(new Term(10), head, 1), _now, _effects));
        Assert.Empty(Sent());
        Assert.Equal(1, _topic.Nodes);

        Turn(() => _topic.Unsubscribe("relay-a", new UnsubscribeNode(new Term(10), head, 2), _now, _effects));
        Assert.Equal(new NodeUnsubscribed(new Term(10), 2), Assert.Single(Sent()).Message);
        Assert.Equal(0, _topic.Nodes);
    }

    [Fact]
    public void The_history_is_read_forwards_backwards_and_from_a_position()
    {
        _namespace = _namespace with { HistorySize = 4 };
        _topic = Begin(left: null);
        for (var sequence = 1; sequence <= 6; sequence++)
        {
            Publish(Ann, sequence);
        }

        Assert.Equal((true, false, "3 4 5 6"), Read(Position.None, 10));
        Assert.Equal((true, true, "3 4"), Read(Position.None, 2));
        Assert.Equal((true, true, "6 5"), Read(Position.None, 2, isReverse: true));
        Assert.Equal((true, false, "5 6"), Read(At(4), 10));
        Assert.Equal((true, false, ""), Read(At(6), 10));
        Assert.Equal((false, false, "3 4 5 6"), Read(At(1), 10));
        Assert.Equal((false, false, ""), Read(new Position(new Epoch(99), new Offset(1)), 10));

        static Position At(long offset) => new(Epoch, new Offset(offset));
    }

    [Fact]
    public void A_fresh_owner_goes_above_the_highest_term_a_relay_has_seen()
    {
        Subscribe("relay-a", highest: 50);

        Assert.Equal(new Term(51), _topic.Term);
        Assert.Equal(TopicPhase.Active, _topic.Phase);
        Assert.Contains(_effects, static effect => effect.Kind == TopicEffectKind.NoteTerm);
    }

    [Fact]
    public void An_active_owner_that_learns_of_a_higher_term_accepts_nothing_more()
    {
        Publish(Ann, 1);

        Subscribe("relay-a", highest: 50);
        Assert.Equal(
            [TopicEffectKind.NoteTerm, TopicEffectKind.Passivate, TopicEffectKind.Forward],
            _effects.Select(static effect => effect.Kind));

        Assert.Equal(PublishVerdict.Forwarded, Publish(Ann, 2));
        Turn(() => _topic.End(_now, _effects));
        Assert.Equal(TopicEffectKind.Stop, Assert.Single(_effects).Kind);
    }

    [Fact]
    public void A_refused_delivery_tells_an_owner_that_it_is_outlived()
    {
        Subscribe("relay-a");

        Turn(() => _topic.Outlived(new TermOutlived(new Term(11)), _effects));

        Assert.Equal(TopicPhase.Outlived, _topic.Phase);
    }

    [Fact]
    public void An_ending_owner_stops_when_every_relay_has_everything()
    {
        Subscribe("relay-a");
        Subscribe("relay-b");
        Publish(Ann, 1);

        Turn(() => _topic.End(_now, _effects));
        Assert.All(Sent(), static sent => Assert.IsType<TopicEnded>(sent.Message));
        Assert.Equal(PublishVerdict.Forwarded, Publish(Ann, 2));

        Turn(() => _topic.EndReceived("relay-a", new EndReceived(new Term(10)), _now, _effects));
        Assert.DoesNotContain(_effects, static effect => effect.Kind == TopicEffectKind.Stop);
        Turn(() => _topic.RelayGone("relay-b", _now, _effects));
        Assert.Contains(_effects, static effect => effect.Kind == TopicEffectKind.Stop);
    }

    [Fact]
    public void An_ending_owner_does_not_wait_longer_than_the_limit()
    {
        Subscribe("relay-a");
        Turn(() => _topic.End(_now, _effects));
        _now += (long)_options.EndWait.TotalMilliseconds;

        Turn(() => _topic.Tick(_now, _effects));

        Assert.Contains(_effects, static effect => effect.Kind == TopicEffectKind.Stop);
    }

    [Fact]
    public void Only_the_answer_of_an_accepted_publish_waits_when_its_publisher_is_in_no_hurry()
    {
        Publish(Ann, 1, timing: AnswerTiming.MayWait);
        Assert.Equal(TopicEffectKind.AnswerLater, AnswerKind());
        Publish(Ann, 2, timing: AnswerTiming.AtOnceWithWaiting);
        Assert.Equal(TopicEffectKind.AnswerHurry, AnswerKind());
        Publish(Ann, 3, timing: AnswerTiming.AtOnce);
        Assert.Equal(TopicEffectKind.Send, AnswerKind());

        Assert.Equal(PublishVerdict.Held, Publish(Ann, 5, after: 4, timing: AnswerTiming.MayWait));
        Assert.Equal(TopicEffectKind.Send, AnswerKind());
        Assert.Equal(PublishVerdict.Unknown, Publish(Bob, 1, isRepeat: true, timing: AnswerTiming.MayWait));
        Assert.Equal(TopicEffectKind.Send, AnswerKind());
        _fence.OpenUntil = _now - 1;
        Assert.Equal(PublishVerdict.Busy, Publish(Ann, 6, timing: AnswerTiming.MayWait));
        Assert.Equal(TopicEffectKind.Send, AnswerKind());
    }

    [Fact]
    public void An_idle_topic_asks_for_its_stop_and_a_heard_one_does_not()
    {
        Subscribe("relay-a");
        _now += 3_600_000;
        Turn(() => _topic.Tick(_now, _effects));
        Assert.DoesNotContain(_effects, static effect => effect.Kind == TopicEffectKind.Passivate);

        Turn(() => _topic.RelayGone("relay-a", _now, _effects));
        _now = _topic.NextTick!.Value;
        Turn(() => _topic.Tick(_now, _effects));
        Assert.Contains(_effects, static effect => effect.Kind == TopicEffectKind.Passivate);
    }

    private PublishVerdict Publish(
        PublisherId publisher, long sequence, long after = 0, long? floor = null, bool isRepeat = false, Epoch epoch = default,
        AnswerTiming timing = AnswerTiming.AtOnce)
    {
        var publish = new Publish(
            Topic,
            publisher,
            new PublishSequence(sequence),
            new PublishSequence(after),
            new PublishSequence(floor ?? sequence),
            epoch,
            isRepeat,
            Payload.OfText(Encoding.UTF8.GetBytes($"{publisher.Value}-{sequence}")),
            timing);
        _effects.Clear();
        return _topic.Publish("publisher", publish, _now, unixMs: 0, _effects);
    }

    private (bool IsComplete, bool HasMore, string Offsets) Read(Position since, int limit, bool isReverse = false)
    {
        Turn(() => _topic.Read("reader", new ReadHistory(Topic, 1, since, limit, isReverse), _now, _effects));
        var read = Assert.IsType<HistoryRead>(Assert.Single(Sent()).Message);
        return (read.IsComplete, read.HasMore, string.Join(' ', read.Publications.Select(static publication => publication.Offset)));
    }

    private LeftTopic End()
    {
        Turn(() => _topic.End(_now, _effects));
        _now += (long)_options.EndWait.TotalMilliseconds;
        _topic.Tick(_now, _effects);
        return Assert.IsType<LeftTopic>(Assert.Single(_effects, static effect => effect.Kind == TopicEffectKind.Leave).Message);
    }

    private TopicState<string> Begin(LeftTopic? left, long term = 10, Epoch? fresh = null, IInterestView? interest = null) => new(
        Topic,
        default,
        new Term(term),
        fresh ?? Epoch,
        new TopicMayBegin(new Term(5), left),
        new TopicHome(new NodeId(1), _options, _namespace, _fence, interest ?? NoInterest.Instance),
        _now);

    private PublishAnswer Accepted(PublishVerdict verdict = PublishVerdict.Accepted)
    {
        Assert.True(verdict is PublishVerdict.Accepted or PublishVerdict.Repeated);
        var answer = Assert.IsType<PublishAnswer>(Sent()[^1].Message);
        Assert.True(answer.IsAccepted);
        return answer;
    }

    private TopicEffectKind AnswerKind() => _effects.Single(static effect => effect.Message is PublishAnswer).Kind;

    private void Subscribe(string relay, long highest = 0, ulong node = 0, long number = 0) => Turn(() => _topic.Subscribe(
        relay, new SubscribeNode(Topic, Position.None, new Term(highest), Node: new NodeId(node), Number: number), _now, _effects));

    private void Turn(Action action)
    {
        _effects.Clear();
        action();
    }

    private List<TopicEffect<string>> Sent() => _effects.FindAll(static effect => effect.Kind == TopicEffectKind.Send);

    /// <summary>Nodes with a filter that every topic matches.</summary>
    private sealed class Interest(params NodeId[] nodes) : IInterestView
    {
        public long Version => 1;

        public void Match(TopicName topic, List<NodeId> into) => into.AddRange(nodes);
    }
}

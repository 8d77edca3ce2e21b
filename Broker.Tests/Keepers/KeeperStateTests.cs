using Broker.Actors.Keepers;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Keepers;

public class KeeperStateTests
{
    private readonly KeeperWorld _world = new(nodes: 3);

    [Fact]
    public void A_topic_that_nobody_left_begins_anew()
    {
        _world.Start(1, "owner", "hosting");
        _world.Pass(10);

        Assert.Null(_world.Begun["owner"].Left);
    }

    [Fact]
    public void What_was_left_comes_to_the_next_owner_as_it_was()
    {
        var term = _world.MoveOff(1, "first", "a");
        Settle();
        _world.Start(2, "second", "b");
        Settle();

        var left = _world.Begun["second"].Left!;
        Assert.Equal((term, 3L, 3, 1, 1), (left.Term, left.Head.Offset.Value, left.Log.Count, left.Publishers.Count, left.Invited.Count));
        Assert.Equal([998_001L, 998_002L, 998_003L], left.Log.Select(static kept => kept.At));
        Assert.Equal((998_000L, 999_000L, 997_000L), (left.Publishers[0].LastUsed, left.LastPublished, left.ForgottenEarly));
        Assert.Equal(0, _world.Keeper(1).Topics);
    }

    [Fact]
    public void A_large_state_comes_in_several_parts()
    {
        _world.MoveOff(1, "first", "a", publications: 1_000);
        _world.Start(2, "second", "b");
        Settle();

        Assert.Equal(Enumerable.Range(1, 1_000), _world.Begun["second"].Left!.Log.Select(static kept => (int)kept.Publication.Offset.Value));
        Assert.True(_world.Messages > 8);
    }

    [Fact]
    public void Lost_messages_delay_and_change_nothing()
    {
        var random = new Random(3);
        _world.MoveOff(1, "first", "a", publications: 500);
        _world.Loses = (_, _) => random.Next(3) == 0;
        _world.Start(2, "second", "b");
        _world.Pass(30_000);

        Assert.Equal(500, _world.Begun["second"].Left!.Log.Count);
        _world.Turn(2, static (keeper, _) => keeper.Begun(new TopicBegun(KeeperWorld.Topic, KeeperWorld.Shard)));
        _world.Pass(10_000);
        Assert.Equal(0, _world.Keeper(1).Topics);
        Assert.Equal(0, _world.Keeper(2).Topics);
    }

    [Fact]
    public void A_second_topic_of_a_shard_costs_no_message()
    {
        _world.Start(1, "owner", "hosting");
        Settle();
        var before = _world.Messages;

        _world.Start(1, "other", "hosting", TopicName.Parse("other"));

        Assert.Null(_world.Begun["other"].Left);
        Assert.Equal(before, _world.Messages);
    }

    [Fact]
    public void The_first_topic_of_a_shard_costs_one_question_to_each_other_node_however_many_there_are()
    {
        var world = new KeeperWorld(nodes: 30);
        world.Start(1, "owner", "hosting");
        world.Pass(100);

        Assert.NotNull(world.Begun["owner"]);
        Assert.Equal(2 * 29, world.Messages);
    }

    [Fact]
    public void A_state_goes_to_the_first_that_takes_it_and_to_no_other()
    {
        var term = _world.MoveOff(1, "first", "a");
        _world.Loses = static (to, message) => to == KeeperWorld.Node(1) && message is LeftTaken;
        _world.Start(2, "second", "b");
        Settle();
        Assert.Equal(term, _world.Begun["second"].Left!.Term);

        _world.Remove(2);
        _world.Start(3, "third", "c");
        Settle();

        Assert.Null(_world.Begun["third"].Left);
    }

    [Fact]
    public void Two_nodes_that_host_a_shard_at_once_do_not_both_continue_it()
    {
        _world.MoveOff(1, "first", "a");
        _world.Start(2, "second", "b");
        _world.Start(3, "third", "c");
        _world.Pass(15_000);

        Assert.Single(_world.Begun, static begun => begun.Key != "first" && begun.Value.Left is not null);
    }

    [Fact]
    public void An_old_state_is_worth_nothing_after_another_hosting()
    {
        _world.MoveOff(1, "first", "a");
        _world.Unreachable[KeeperWorld.Node(1)] = true;
        _world.Start(2, "second", "b");
        _world.Pass(11_000);
        Assert.Null(_world.Begun["second"].Left);

        _world.Remove(2);
        _world.Unreachable[KeeperWorld.Node(1)] = false;
        _world.Start(3, "third", "c");
        Settle();

        Assert.Null(_world.Begun["third"].Left);
        Assert.Equal(0, _world.Keeper(1).Topics);
    }

    [Fact]
    public void A_state_is_worth_nothing_once_its_holder_was_without_a_lease()
    {
        _world.MoveOff(1, "first", "a");
        _world.Fences[KeeperWorld.Node(1)].Lapses++;
        _world.Start(2, "second", "b");
        Settle();

        Assert.Null(_world.Begun["second"].Left);
    }

    [Fact]
    public void An_unanswered_question_is_waited_for_and_then_a_majority_is_enough()
    {
        _world.Unreachable[KeeperWorld.Node(3)] = true;
        _world.Start(1, "owner", "hosting");
        _world.Pass(9_000);
        Assert.Empty(_world.Begun);

        _world.Pass(1_500);
        Assert.Null(_world.Begun["owner"].Left);
    }

    [Fact]
    public void Without_a_majority_nothing_begins()
    {
        _world.Unreachable[KeeperWorld.Node(2)] = true;
        _world.Unreachable[KeeperWorld.Node(3)] = true;
        _world.Start(1, "owner", "hosting");
        _world.Pass(60_000);

        Assert.Empty(_world.Begun);
    }

    [Fact]
    public void Nothing_begins_while_a_node_that_is_gone_may_still_act()
    {
        _world.Fences[KeeperWorld.Node(2)].GrantsEnd = _world.Now + 3_000;
        _world.Start(1, "owner", "hosting");
        _world.Pass(2_500);
        Assert.Empty(_world.Begun);

        _world.Pass(1_000);
        Assert.NotNull(_world.Begun["owner"]);
    }

    [Fact]
    public void Without_a_lease_a_keeper_neither_gives_nor_begins()
    {
        _world.MoveOff(1, "first", "a");
        _world.Fences[KeeperWorld.Node(1)].OpenUntil = 0;
        _world.Start(2, "second", "b");
        _world.Pass(2_000);

        Assert.DoesNotContain("second", _world.Begun);
    }

    [Fact]
    public void A_shard_that_moves_on_before_everything_has_come_leaves_nothing_behind()
    {
        var term = _world.MoveOff(1, "first", "a", publications: 2_000);
        _world.Loses = static (_, message) => message is LeftSegment { Index: 3 };
        _world.Start(2, "second", "b");
        Settle();
        Assert.DoesNotContain("second", _world.Begun);

        _world.EndHosting(2, "b");
        _world.Start(3, "third", "c");
        _world.Pass(1_000);
        _world.Loses = static (_, _) => false;
        _world.Pass(5_000);

        Assert.Equal((term, 2_000), (_world.Begun["third"].Left!.Term, _world.Begun["third"].Left!.Log.Count));
    }

    [Fact]
    public void A_shard_that_comes_back_before_everything_was_taken_finds_it_where_it_lies()
    {
        var term = _world.MoveOff(1, "first", "a", publications: 2_000);
        _world.Loses = static (_, message) => message is LeftSegment { Index: 3 };
        _world.Start(2, "second", "b");
        Settle();

        _world.EndHosting(2, "b");
        _world.Loses = static (_, _) => false;
        _world.Start(1, "third", "c");
        _world.Pass(2_000);

        Assert.Equal((term, 2_000), (_world.Begun["third"].Left!.Term, _world.Begun["third"].Left!.Log.Count));
        Assert.Equal(0, _world.Keeper(2).Coming);
    }

    [Fact]
    public void One_who_is_asked_stops_taking_and_answers_until_the_asker_has_begun()
    {
        var term = _world.MoveOff(1, "first", "a", publications: 2_000);
        _world.Loses = static (_, message) => message is LeftSegment { Index: 3 };
        _world.Start(2, "second", "b");
        Settle();

        _world.EndHosting(2, "b");
        _world.Start(3, "third", "c");
        _world.Pass(100);
        var parts = 0;
        _world.Loses = (to, message) => (to == KeeperWorld.Node(2) && message is LeftTaken) || (message is LeftSegment && (to == KeeperWorld.Node(3) || ++parts < 0));
        _world.Pass(2_000);
        Assert.Equal((1, 1), (parts, _world.Keeper(2).Coming));

        _world.Loses = static (_, _) => false;
        _world.Pass(2_000);
        Assert.Equal(term, _world.Begun["third"].Left!.Term);
        Assert.Equal((0, 0), (_world.Keeper(2).Coming, _world.Keeper(1).Topics));
    }

    [Fact]
    public void One_who_is_asked_while_the_last_part_is_out_waits_for_it()
    {
        var term = _world.MoveOff(1, "first", "a");
        _world.Loses = static (to, message) => to == KeeperWorld.Node(2) && message is LeftSegment;
        _world.Start(2, "second", "b");
        Settle();
        _world.EndHosting(2, "b");
        _world.Start(3, "third", "c");
        Settle();
        Assert.DoesNotContain("third", _world.Begun);

        _world.Loses = static (_, _) => false;
        _world.Pass(2_000);
        Assert.Equal(term, _world.Begun["third"].Left!.Term);
    }

    [Fact]
    public void A_shard_that_is_started_twice_goes_on_with_what_the_first_leaves()
    {
        _world.Start(1, "first", "a");
        Settle();
        _world.Turn(1, static (keeper, _) => keeper.Begun(new TopicBegun(KeeperWorld.Topic, KeeperWorld.Shard)));
        _world.Start(2, "second", "b");
        Settle();
        Assert.DoesNotContain("second", _world.Begun);

        _world.Leave(1, KeeperWorld.Left(_world.Begun["first"].Hosting, new Term(77)));
        _world.EndHosting(1, "a");
        Settle();

        Assert.Equal(new Term(77), _world.Begun["second"].Left!.Term);
    }

    [Fact]
    public void Nobody_begins_beside_a_node_that_says_it_hosts_the_shard()
    {
        _world.Start(1, "first", "a");
        Settle();
        _world.Start(2, "second", "b");
        _world.Pass(60_000);
        Assert.DoesNotContain("second", _world.Begun);

        _world.EndHosting(1, "a");
        Settle();
        Assert.Contains("second", _world.Begun);
    }

    [Fact]
    public void One_who_said_that_it_hosts_the_shard_and_answers_no_more_is_not_waited_for_for_ever()
    {
        _world.Start(1, "first", "a");
        Settle();
        _world.Start(2, "second", "b");
        _world.Pass(20_000);
        _world.Unreachable[KeeperWorld.Node(1)] = true;
        _world.Pass(11_000);

        Assert.Contains("second", _world.Begun);
    }

    [Fact]
    public void Three_nodes_that_ask_at_once_begin_one_after_the_other()
    {
        var random = new Random(5);
        var world = new KeeperWorld(nodes: 5);
        var term = world.MoveOff(5, "first", "a");
        world.Loses = (_, message) => message is AskLeft or LeftNames && random.Next(3) == 0;
        for (var node = 1; node <= 3; node++)
        {
            world.Start(node, $"owner {node}", $"hosting {node}");
            world.EndHosting(node, $"hosting {node}");
        }

        world.Start(4, "last", "b");
        world.Pass(9_500);

        Assert.Equal(term, world.Begun["last"].Left!.Term);
    }

    [Fact]
    public void An_owner_that_stops_before_it_begins_loses_nothing()
    {
        var term = _world.MoveOff(1, "first", "a");
        _world.Start(2, "second", "b");
        Settle();
        Assert.NotNull(_world.Begun["second"].Left);

        _world.EndHosting(2, "b");
        _world.Start(3, "third", "c");
        Settle();

        Assert.Equal(term, _world.Begun["third"].Left!.Term);
    }

    [Fact]
    public void A_holder_reminds_the_topic_and_one_who_leaves_asks_another_node_to()
    {
        _world.MoveOff(1, "first", "a");
        _world.Pass(1_100);
        Assert.Equal(KeeperWorld.Topic, Assert.IsType<LeftBehind>(_world.ToTopics[0]).Topic);

        _world.ToTopics.Clear();
        var passedOn = 0;
        _world.Loses = (_, message) => message is LeftBehind && ++passedOn < 0;
        _world.Drain(1);

        Assert.Equal((1, 1), (passedOn, _world.ToTopics.Count));
        Assert.Empty(_world.Drained);
    }

    [Fact]
    public void A_leaving_node_is_done_when_everything_is_taken()
    {
        _world.MoveOff(1, "first", "a");
        _world.Drain(1);
        _world.Start(2, "second", "b");
        Settle();

        Assert.Equal([KeeperWorld.Node(1)], _world.Drained);
        Assert.NotNull(_world.Begun["second"].Left);
    }

    [Fact]
    public void When_all_leave_at_once_nobody_waits()
    {
        _world.MoveOff(1, "first", "a");
        _world.Drain(1);
        _world.Drain(2);
        _world.Drain(3);

        Assert.Contains(KeeperWorld.Node(1), _world.Drained);
    }

    [Fact]
    public void What_nobody_takes_is_dropped_in_the_end()
    {
        _world.MoveOff(1, "first", "a");
        _world.Pass(62_000);

        Assert.Equal((0, 1L), (_world.Keeper(1).Topics, _world.Keeper(1).Counts.Expired));
    }

    // Questions and takes go out with the next tick.
    private void Settle() => _world.Pass(1_000);
}

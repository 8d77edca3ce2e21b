using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Shards;

namespace EngineTests.Sharding.Shards;

public class ShardCoreTests
{
    private static readonly NamedRef Sender = new("a", "sender", 1);

    private readonly ShardCore _core = new("stop", bufferSize: 2, handOffTimeout: TimeSpan.FromSeconds(5));

    [Fact]
    public void The_first_message_starts_the_entity()
    {
        Assert.Equal(
            [new ShardingEffect.StartEntity("e"), new ShardingEffect.DeliverToEntity("e", 1, Sender)], Deliver("e", 1));
        Assert.Equal([new ShardingEffect.DeliverToEntity("e", 2, Sender)], Deliver("e", 2));
    }

    [Fact]
    public void Messages_during_passivation_start_the_entity_anew()
    {
        Deliver("e", 1);
        Assert.Equal([new ShardingEffect.StopEntity("e", "bye")], Handle(new ShardEvent.PassivateRequested("e", "bye")));
        Assert.Empty(Deliver("e", 2));
        Assert.Equal(
            [new ShardingEffect.StartEntity("e"), new ShardingEffect.DeliverToEntity("e", 2, Sender)],
            Handle(new ShardEvent.EntityTerminated("e")));
    }

    [Fact]
    public void A_passivated_entity_without_messages_is_forgotten()
    {
        Deliver("e", 1);
        Handle(new ShardEvent.PassivateRequested("e", "bye"));
        Assert.Empty(Handle(new ShardEvent.EntityTerminated("e")));
        Assert.Empty(_core.Entities);
    }

    [Fact]
    public void Too_many_messages_for_stopping_entities_are_dropped_and_counted()
    {
        Deliver("e", 1);
        Handle(new ShardEvent.PassivateRequested("e", "bye"));
        Deliver("e", 2);
        Deliver("e", 3);
        Assert.IsType<ShardingEffect.Drop>(Assert.Single(Deliver("e", 4)));
        Assert.Equal(1, _core.Dropped);
    }

    [Fact]
    public void A_hand_off_stops_every_entity_and_ends_with_the_last()
    {
        Deliver("e", 1);
        Deliver("f", 1);
        Assert.Equal(2, Handle(new ShardEvent.HandOffRequested()).OfType<ShardingEffect.StopEntity>().Count());
        Assert.Empty(Handle(new ShardEvent.EntityTerminated("e")));
        Assert.IsType<ShardingEffect.ShardEmptied>(Assert.Single(Handle(new ShardEvent.EntityTerminated("f"))));
    }

    [Fact]
    public void An_empty_shard_is_handed_off_at_once() =>
        Assert.IsType<ShardingEffect.ShardEmptied>(Assert.Single(Handle(new ShardEvent.HandOffRequested())));

    [Fact]
    public void What_waits_for_a_stopping_entity_is_delivered_before_the_shard_goes()
    {
        Deliver("e", 1);
        Handle(new ShardEvent.PassivateRequested("e", "bye"));
        Deliver("e", 2);
        Handle(new ShardEvent.HandOffRequested());
        Assert.Equal(
            [
                new ShardingEffect.StartEntity("e"), new ShardingEffect.DeliverToEntity("e", 2, Sender),
                new ShardingEffect.StopEntity("e", "stop"),
            ],
            Handle(new ShardEvent.EntityTerminated("e")));
        Assert.Single(Handle(new ShardEvent.EntityTerminated("e")).OfType<ShardingEffect.ShardEmptied>());
    }

    [Fact]
    public void Entities_that_do_not_stop_in_time_are_stopped_by_force()
    {
        Deliver("e", 1);
        Handle(new ShardEvent.HandOffRequested());
        List<ShardingEffect> effects = [];
        _core.Handle(new ShardEvent.Tick(), _core.NextWakeUp, effects);
        Assert.Equal("e", Assert.Single(effects.OfType<ShardingEffect.KillEntity>()).EntityId);
    }

    private List<ShardingEffect> Deliver(string entity, object message)
    {
        List<ShardingEffect> effects = [];
        _core.Deliver(entity, message, Sender, effects);
        return effects;
    }

    private List<ShardingEffect> Handle(ShardEvent happened)
    {
        List<ShardingEffect> effects = [];
        _core.Handle(happened, TimeSpan.FromSeconds(1), effects);
        return effects;
    }
}

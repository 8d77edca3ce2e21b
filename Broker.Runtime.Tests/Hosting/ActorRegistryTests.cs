using Broker.Runtime.Actor;
using Broker.Runtime.Hosting;

namespace EngineTests.Hosting;

public class ActorRegistryTests
{
    private readonly ActorRegistry _registry = new();

    [Fact]
    public void A_registered_actor_is_found_by_its_key()
    {
        _registry.Register<ActorRegistryTests>(ActorRefs.Nobody);

        Assert.Same(ActorRefs.Nobody, _registry.Get<ActorRegistryTests>());
        Assert.True(_registry.TryGet(typeof(ActorRegistryTests), out _));
        Assert.Equal(typeof(ActorRegistryTests), Assert.Single(_registry).Key);
        Assert.Same(ActorRefs.Nobody, new RequiredActor<ActorRegistryTests>(_registry).ActorRef);
    }

    [Fact]
    public void A_key_without_an_actor_is_an_error_or_false()
    {
        Assert.Throws<MissingActorRegistryEntryException>(() => _registry.Get<string>());
        Assert.False(_registry.TryGet<string>(out _));
    }

    [Fact]
    public void A_key_is_taken_once_unless_it_may_be_overwritten()
    {
        _registry.Register<string>(ActorRefs.Nobody);

        Assert.False(_registry.TryRegister<string>(ActorRefs.NoSender));
        Assert.Throws<DuplicateActorRegistryException>(() => _registry.Register<string>(ActorRefs.Nobody));
        Assert.True(_registry.TryRegister<string>(ActorRefs.Nobody, overwrite: true));
    }

    [Fact]
    public async Task Who_asks_early_gets_the_actor_as_soon_as_it_is_registered()
    {
        var early = _registry.GetAsync<string>();
        Assert.False(early.IsCompleted);

        _registry.Register<string>(ActorRefs.Nobody);

        Assert.Same(ActorRefs.Nobody, await early);
        Assert.Same(ActorRefs.Nobody, await _registry.GetAsync<string>());
    }

    [Fact]
    public async Task Who_asks_early_may_give_up()
    {
        using var cancellation = new CancellationTokenSource();
        var early = _registry.GetAsync<string>(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => early);
    }
}

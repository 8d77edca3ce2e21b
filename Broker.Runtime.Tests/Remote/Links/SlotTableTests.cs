using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Links;

namespace EngineTests.Remote.Links;

public sealed class SlotTableTests
{
    private static readonly ActorPath User = new RootActorPath(new Address("akka", "relay")) / "user";

    [Fact]
    public void A_receiver_that_follows_the_definitions_always_finds_the_right_path()
    {
        const int seed = 4711;
        Random random = new(seed);
        ActorPath[] paths = [.. Enumerable.Range(1, 1000).Select(i => (User / $"a{i % 700}").WithUid(i))];
        SlotTable sender = new(slots: 256);
        ActorPath?[] receiver = new ActorPath?[256];
        int definitions = 0;
        for (int i = 0; i < 50_000; i++)
        {
            ActorPath path = paths[random.Next(i < 25_000 ? 100 : 1000)];
            int slot = sender.Find(path, path.Name.GetHashCode(StringComparison.Ordinal), out bool isNew);
            Assert.InRange(slot, 0, 255);
            if (isNew)
            {
                receiver[slot] = path;
                definitions++;
            }

            Assert.Same(path, receiver[slot]);
        }

        Assert.True(definitions > 100);
    }

    [Fact]
    public void A_repeated_path_is_defined_once_and_another_incarnation_anew()
    {
        SlotTable table = new(slots: 4096);
        table.Find((User / "a").WithUid(1), 1, out bool first);
        table.Find((User / "a").WithUid(1), 1, out bool again);
        table.Find((User / "a").WithUid(2), 1, out bool other);
        Assert.Equal((true, false, true), (first, again, other));
    }
}

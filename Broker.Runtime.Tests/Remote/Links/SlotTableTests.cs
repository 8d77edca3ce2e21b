using Broker.Runtime.Remote.Links;

namespace EngineTests.Remote.Links;

public sealed class SlotTableTests
{
    [Fact]
    public void A_receiver_that_follows_the_definitions_always_finds_the_right_key()
    {
        const int seed = 4711;
        Random random = new(seed);
        SlotTable<string> sender = new(slots: 256);
        string?[] receiver = new string?[256];
        int definitions = 0;
        for (int i = 0; i < 50_000; i++)
        {
            string key = "k" + random.Next(i < 25_000 ? 100 : 1000);
            int slot = sender.Find(key, key.GetHashCode(StringComparison.Ordinal), out bool isNew);
            Assert.InRange(slot, 0, 255);
            if (isNew)
            {
                receiver[slot] = key;
                definitions++;
            }

            Assert.Equal(key, receiver[slot]);
        }

        Assert.True(definitions > 100);
    }

    [Fact]
    public void A_repeated_key_is_defined_once()
    {
        SlotTable<string> table = new(slots: 4096);
        table.Find("a", 1, out bool first);
        table.Find("a", 1, out bool second);
        Assert.True(first);
        Assert.False(second);
    }
}

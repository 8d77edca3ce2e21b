using EngineTests.Actor;

namespace EngineTests.Dispatch;

/// <summary>Counts what the whole process allocates, so nothing may run beside it.</summary>
[CollectionDefinition(nameof(MailboxAllocationTests), DisableParallelization = true)]
[Collection(nameof(MailboxAllocationTests))]
public sealed class MailboxAllocationTests : LocalSystem
{
    [Fact]
    public async Task A_message_in_steady_state_allocates_nothing()
    {
        const int RoundTrips = 20_000;
        var message = new object();
        var done = new SemaphoreSlim(0);
        var left = 0;
        var pong = Spawn((m, context) => context.Sender.Tell(m, context.Self));
        var ping = Spawn((m, context) =>
        {
            if (--left > 0)
                pong.Tell(m, context.Self);
            else
                done.Release();
        });

        async Task Run(int count)
        {
            left = count;
            pong.Tell(message, ping);
            Assert.True(await done.WaitAsync(Patience));
        }

        await Run(RoundTrips);

        // The process allocates for other reasons now and then, so the best of some rounds counts.
        var least = long.MaxValue;
        for (var round = 0; round < 20 && least > RoundTrips; round++)
        {
            var before = GC.GetTotalAllocatedBytes();
            await Run(RoundTrips);
            least = Math.Min(least, GC.GetTotalAllocatedBytes() - before);
        }

        Assert.InRange(least, 0, RoundTrips);
    }
}

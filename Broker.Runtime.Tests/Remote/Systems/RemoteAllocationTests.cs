using Broker.Runtime.Actor;
using EngineTests.Dispatch;
using Xunit.Abstractions;

namespace EngineTests.Remote.Systems;

/// <summary>What a small message to another system allocates, at both ends together. Counts the whole process, so nothing may run beside it.</summary>
[Collection(nameof(MailboxAllocationTests))]
public sealed class RemoteAllocationTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>The text itself takes 32 bytes at the receiver; the rest is for what is done once for a batch.</summary>
    private const int Budget = 64;

    private const int Messages = 100_000;
    private const int Window = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly RemoteSystems _systems = RemoteSystems.OverTcp();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.DisposeAsync();

    [Fact]
    public async Task A_small_remote_message_stays_within_its_budget_of_bytes()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        IActorRef sink = b.ActorOf(Props.Create(() => new Sink()));
        SemaphoreSlim done = new(0);
        IActorRef sender = a.ActorOf(Props.Create(() => new SendingActor(a.Seen(b, sink), done)));

        // The process allocates for other reasons now and then, so the best of some rounds counts.
        double least = double.MaxValue;
        for (int round = 0; round < 10 && least > Budget; round++)
        {
            long before = GC.GetTotalAllocatedBytes();
            sender.Tell("go", ActorRefs.NoSender);
            Assert.True(await done.WaitAsync(Patience));
            least = Math.Min(least, (double)(GC.GetTotalAllocatedBytes() - before) / Messages);
        }

        output.WriteLine($"Measured: {least:F1} bytes allocated for a small remote message, both ends together");
        Assert.InRange(least, 0, Budget);
    }

    private sealed class Sink : UntypedActor
    {
        private int _count;

        protected override void OnReceive(object message)
        {
            if (++_count % Window == 0)
                Sender.Tell(true, Self);
        }
    }

    private sealed class SendingActor(IActorRef target, SemaphoreSlim done) : UntypedActor
    {
        private int _left;

        protected override void OnReceive(object message)
        {
            if (message is "go")
                _left = Messages / Window;
            else if (--_left == 0)
                done.Release();
            for (int i = 0; _left > 0 && i < Window; i++)
                target.Tell("hit", Self);
        }
    }
}

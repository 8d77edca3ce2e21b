using Broker.Actors.Connections;
using Broker.Protocol.Clients;
using Broker.Protocol.Inbound;
using Broker.Protocol.Outbound;

namespace Broker.Tests.Connections;

/// <summary>A socket without a network: the test reads the outbox as its writer would, and speaks as its reader would.</summary>
internal sealed class FakeClientSocket(int outboxBytes = 1 << 20, int credit = 64) : IClientSocket
{
    private readonly TaskCompletionSource<bool> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<ReadOnlyMemory<byte>> _taken = new();
    private IActorRef _connection = ActorRefs.Nobody;

    public Outbox Outbox { get; } = new(outboxBytes);

    public ReadGate Gate { get; } = new(credit, 1 << 20);

    /// <summary>Ends when the handshake is answered: true for opened, false for refused.</summary>
    public Task<bool> Answered => _answered.Task.WaitAsync(Patience);

    public Task Aborted => _aborted.Task.WaitAsync(Patience);

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public void Start(IActorRef connection)
    {
        _connection = connection;
        _answered.TrySetResult(true);
    }

    public void Refuse() => _answered.TrySetResult(false);

    public void LimitSilence(TimeSpan? silence)
    {
    }

    public void Abort() => _aborted.TrySetResult();

    public void Say(ReadOnlyMemory<byte> text)
    {
        Gate.Take(text.Length);
        _connection.Tell(new InboundMessage(MessageKind.Text, text, text.Length), ActorRefs.NoSender);
    }

    public void HangUp() => _connection.Tell(SocketClosed.Instance, ActorRefs.NoSender);

    /// <summary>The next frame that the broker sends.</summary>
    public async Task<ReadOnlyMemory<byte>> HearAsync()
    {
        while (_taken.Count == 0)
        {
            await Outbox.WaitAsync().AsTask().WaitAsync(Patience);
            var batch = Outbox.Take();
            Assert.Null(batch.Closing);
            for (var i = 0; i < batch.Count; i++)
            {
                _taken.Enqueue(batch[i]);
            }

            Outbox.Release(batch);
        }

        return _taken.Dequeue();
    }

    /// <summary>Why the broker ends the connection.</summary>
    public async Task<OutboxClosing> ClosedAsync()
    {
        while (Outbox.Closing is null)
        {
            await Outbox.WaitAsync().AsTask().WaitAsync(Patience);
            Outbox.Release(Outbox.Take());
        }

        return Outbox.Closing;
    }
}

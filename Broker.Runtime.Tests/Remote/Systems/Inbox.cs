using System.Threading.Channels;
using Broker.Runtime.Actor;

namespace EngineTests.Remote.Systems;

/// <summary>An actor that hands everything it gets to the test; watches what it is told to watch.</summary>
internal sealed class Inbox
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Channel<(object Message, IActorRef Sender)> _messages = Channel.CreateUnbounded<(object, IActorRef)>();

    public Inbox(ActorSystem system, string? name = null) => Ref = system.ActorOf(Props.Create(() => new Collector(_messages.Writer)), name);

    public IActorRef Ref { get; }

    public bool IsEmpty => _messages.Reader.Count == 0;

    /// <summary>Waits for what no event tells.</summary>
    public static async Task Until(Func<bool> condition)
    {
        using CancellationTokenSource deadline = new(3 * Patience);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        while (!condition())
            await timer.WaitForNextTickAsync(deadline.Token);
    }

    /// <summary>Whether a message comes within <paramref name="time"/>.</summary>
    public async Task<bool> HasNext(TimeSpan time)
    {
        using CancellationTokenSource deadline = new(time);
        try
        {
            return await _messages.Reader.WaitToReadAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public async Task<(object Message, IActorRef Sender)> NextWithSender(string waitingFor = "a message")
    {
        using CancellationTokenSource deadline = new(Patience);
        try
        {
            return await _messages.Reader.ReadAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{waitingFor} did not come within {Patience}");
        }
    }

    public async Task<T> Next<T>(string? waitingFor = null) =>
        Assert.IsType<T>((await NextWithSender(waitingFor ?? typeof(T).Name)).Message);

    /// <summary>Reads until a message of the type comes.</summary>
    public async Task<T> Await<T>(Func<T, bool>? match = null)
    {
        while (true)
        {
            if ((await NextWithSender($"{typeof(T).Name} that matches")).Message is T wanted && (match is null || match(wanted)))
                return wanted;
        }
    }

    public void Watch(IActorRef subject) => Ref.Tell(new Collector.WatchIt(subject), ActorRefs.NoSender);

    public void Unwatch(IActorRef subject) => Ref.Tell(new Collector.UnwatchIt(subject), ActorRefs.NoSender);

    public void Subscribe<T>(ActorSystem system) => system.EventStream.Subscribe(Ref, typeof(T));

    private sealed class Collector(ChannelWriter<(object, IActorRef)> output) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case WatchIt watch:
                    Context.Watch(watch.Subject);
                    output.TryWrite(("watching", Self));
                    break;
                case UnwatchIt unwatch:
                    Context.Unwatch(unwatch.Subject);
                    output.TryWrite(("unwatched", Self));
                    break;
                default:
                    output.TryWrite((message, Sender));
                    break;
            }
        }

        public sealed record WatchIt(IActorRef Subject);

        public sealed record UnwatchIt(IActorRef Subject);
    }
}

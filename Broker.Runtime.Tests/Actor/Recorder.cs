using System.Threading.Channels;
using Broker.Runtime.Actor;

namespace EngineTests.Actor;

/// <summary>An actor whose messages a test takes one by one.</summary>
public sealed class Recorder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Channel<(object Message, IActorRef Sender)> _messages = Channel.CreateUnbounded<(object, IActorRef)>();

    public Recorder(ActorSystem system) => Ref = system.ActorOf(Props.Create(() => new Actor(_messages.Writer)));

    public IActorRef Ref { get; }

    /// <summary>Who sent the message taken last.</summary>
    public IActorRef? LastSender { get; private set; }

    /// <summary>Messages waiting to be taken.</summary>
    public int Waiting => _messages.Reader.Count;

    public async Task<T> Next<T>()
    {
        using var timeout = new CancellationTokenSource(Patience);
        var (message, sender) = await _messages.Reader.ReadAsync(timeout.Token);
        LastSender = sender;
        return Assert.IsAssignableFrom<T>(message);
    }

    /// <summary>The messages that come before <paramref name="marker"/>, which is sent here and is the last to arrive.</summary>
    public async Task<List<object>> UntilMarker(object marker)
    {
        var all = new List<object>();
        for (var message = await Next<object>(); !marker.Equals(message); message = await Next<object>())
            all.Add(message);
        return all;
    }

    public Task Watch(IActorRef subject) => Done(new WatchThis(subject));

    public Task Unwatch(IActorRef subject) => Done(new UnwatchThis(subject));

    private async Task Done(object command)
    {
        Ref.Tell(command, ActorRefs.NoSender);
        await Ref.Ask<ActorIdentity>(new Identify(command), Patience);
    }

    private sealed record WatchThis(IActorRef Subject);

    private sealed record UnwatchThis(IActorRef Subject);

    private sealed class Actor(ChannelWriter<(object Message, IActorRef Sender)> messages) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is WatchThis watch)
                Context.Watch(watch.Subject);
            else if (message is UnwatchThis unwatch)
                Context.Unwatch(unwatch.Subject);
            else
                messages.TryWrite((message, Sender));
        }
    }
}

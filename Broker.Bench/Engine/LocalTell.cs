using System.Globalization;
using Broker.Runtime.Actor;

namespace Broker.Bench.Engine;

/// <summary>Pairs of actors that send one object to and fro, a hundred at a time on the way.</summary>
internal static class LocalTell
{
    private const int Window = 100;

    public static async Task RunAsync(TimeSpan time, int pairs)
    {
        using ActorSystem system = ActorSystem.Create("bench", BenchSettings.Local);
        IActorRef[] pingers = [.. Enumerable.Range(0, pairs).Select(_ => system.ActorOf(Props.Create(() => new Pinger())))];
        await Task.Delay(time / 2);
        (Cost before, long first) = (Cost.Now(), await CountAsync(pingers));
        await Task.Delay(time);
        (Cost after, long last) = (Cost.Now(), await CountAsync(pingers));
        string what = string.Create(CultureInfo.InvariantCulture, $"local Tell, {pairs} pair(s) of actors");
        Row.Print(what, last - first, after.Since(before));
        await system.Terminate();
    }

    private static async Task<long> CountAsync(IActorRef[] pingers) => (await Task.WhenAll(pingers.Select(p => p.Ask<long>(Ask.Instance)))).Sum();

    private sealed class Ask
    {
        public static readonly Ask Instance = new();
    }

    private sealed class Pinger : UntypedActor
    {
        private static readonly object Message = new();
        private long _count;

        protected override void PreStart()
        {
            IActorRef ponger = Context.ActorOf(Props.Create(() => new Ponger()));
            for (int i = 0; i < Window; i++)
                ponger.Tell(Message, Self);
        }

        protected override void OnReceive(object message)
        {
            if (message is Ask)
            {
                Sender.Tell(_count, Self);
                return;
            }

            _count += 2;
            Sender.Tell(message, Self);
        }
    }

    private sealed class Ponger : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}

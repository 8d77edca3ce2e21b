using System.Globalization;
using Broker.Runtime.Actor;

namespace Broker.Bench.Engine;

/// <summary>Small messages to another process over loopback; each sender has a bounded number on the way.</summary>
internal static class RemoteTell
{
    public static async Task RunAsync(TimeSpan time, string kind, int senders, int window, Func<object> create)
    {
        using SinkProcess sink = await SinkProcess.StartAsync(window);
        using ActorSystem system = RemoteSystem.Start();
        IActorRef sinks = await sink.FindAsync(system, "sinks");
        List<IActorRef> all = [];
        for (int i = 0; i < senders; i++)
        {
            IActorRef target = await sinks.Ask<IActorRef>(i, TimeSpan.FromSeconds(10));
            all.Add(system.ActorOf(Props.Create(() => new SendingActor(target, window, create))));
        }

        await WarmUpAsync(all);
        (Cost there, Cost here, long first) = (await sink.CostAsync(), Cost.Now(system), await CountAsync(all));
        await Task.Delay(time);
        (Cost thereAfter, Cost hereAfter, long last) = (await sink.CostAsync(), Cost.Now(system), await CountAsync(all));
        string what = string.Create(CultureInfo.InvariantCulture, $"remote Tell, {kind}, {senders} sender(s), window {window} each");
        Row.Print(what, last - first, hereAfter.Since(here), thereAfter.Since(there));
        await system.Terminate();
    }

    /// <summary>Until the code of both processes has been compiled for good: it runs many times slower before.</summary>
    private static async Task WarmUpAsync(List<IActorRef> senders)
    {
        const long enough = 1_000_000;
        using CancellationTokenSource longest = new(TimeSpan.FromSeconds(15));
        while (!longest.IsCancellationRequested && await CountAsync(senders) < enough)
            await Task.Delay(TimeSpan.FromMilliseconds(100));
    }

    private static async Task<long> CountAsync(List<IActorRef> senders) => (await Task.WhenAll(senders.Select(s => s.Ask<long>("count")))).Sum();

    /// <summary>Sends its window, and then as much as the receiver says it has taken.</summary>
    private sealed class SendingActor(IActorRef target, int window, Func<object> create) : UntypedActor
    {
        private long _taken;

        protected override void PreStart() => Send(window);

        protected override void OnReceive(object message)
        {
            if (message is int taken)
            {
                _taken += taken;
                Send(taken);
            }
            else
            {
                Sender.Tell(_taken, Self);
            }
        }

        private void Send(int count)
        {
            for (int i = 0; i < count; i++)
                target.Tell(create(), Self);
        }
    }
}

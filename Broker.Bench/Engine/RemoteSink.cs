using System.Globalization;
using Broker.Runtime.Actor;

namespace Broker.Bench.Engine;

/// <summary>The receiving process: counts what each sender sends, and lets it send on. Obeys its parent's lines; ends when they end.</summary>
internal static class RemoteSink
{
    /// <summary>How many messages a sender gets leave for at once, as a part of its window.</summary>
    public const int WindowShare = 8;

    public static async Task RunAsync(int window)
    {
        using ActorSystem system = RemoteSystem.Start();
        system.ActorOf(Props.Create(() => new Sinks(window / WindowShare)), "sinks");
        system.ActorOf(Props.Create(() => new LocalAsk.Echo()), "echo");
        Console.WriteLine(((ExtendedActorSystem)system).Provider.DefaultAddress.Port!.Value.ToString(CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(Cost.Now(system).ToLine());
        await system.Terminate();
    }

    /// <summary>Makes a sink for each sender that asks by its number.</summary>
    private sealed class Sinks(int share) : UntypedActor
    {
        protected override void OnReceive(object message) =>
            Sender.Tell(Context.ActorOf(Props.Create(() => new Sink(share))), Self);
    }

    private sealed class Sink(int share) : UntypedActor
    {
        private int _count;

        protected override void OnReceive(object message)
        {
            if (++_count % share == 0)
                Sender.Tell(share, Self);
        }
    }
}

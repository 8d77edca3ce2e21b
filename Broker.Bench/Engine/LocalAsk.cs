using Broker.Runtime.Actor;

namespace Broker.Bench.Engine;

/// <summary>One question after the other to an actor of the same process.</summary>
internal static class LocalAsk
{
    public static async Task RunAsync(TimeSpan time)
    {
        using ActorSystem system = ActorSystem.Create("bench", BenchSettings.Local);
        IActorRef echo = system.ActorOf(Props.Create(() => new Echo()));
        await AskLoop.RunAsync("local Ask", echo, time);
        await system.Terminate();
    }

    internal sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}

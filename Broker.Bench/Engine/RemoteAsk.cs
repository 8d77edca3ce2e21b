using Broker.Runtime.Actor;

namespace Broker.Bench.Engine;

/// <summary>One question after the other to an actor of another process.</summary>
internal static class RemoteAsk
{
    public static async Task RunAsync(TimeSpan time)
    {
        using SinkProcess sink = await SinkProcess.StartAsync(window: RemoteSink.WindowShare);
        using ActorSystem system = RemoteSystem.Start();
        await AskLoop.RunAsync("remote Ask", await sink.FindAsync(system, "echo"), time, sink.CostAsync);
        await system.Terminate();
    }
}

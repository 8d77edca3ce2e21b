namespace Broker.Bench.Engine;

/// <summary>The engine's figures, one row each: <c>dotnet run -c Release --project Broker.Bench -- engine</c>.</summary>
internal static class EngineBenchmark
{
    public static async Task RunAsync(TimeSpan time)
    {
        Console.WriteLine("| what | messages/s | CPU µs/message (sender + receiver) | allocated bytes/message (sender + receiver) | bytes/message on the wire |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        await LocalTell.RunAsync(time, pairs: 1);
        await LocalTell.RunAsync(time, pairs: Environment.ProcessorCount);
        await LocalAsk.RunAsync(time);
        await RemoteTell.RunAsync(time, "text of 3 bytes", senders: 1, window: 8192, () => "hit");
        await RemoteTell.RunAsync(time, "text of 3 bytes", senders: 32, window: 1024, () => "hit");
        await RemoteTell.RunAsync(time, "record by a user's serializer", senders: 1, window: 8192, () => new Sample(7));
        await RemoteAsk.RunAsync(time);
    }
}

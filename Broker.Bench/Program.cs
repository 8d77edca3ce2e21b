using Broker.Bench.Engine;

// engine [SECONDS]         measures the actor engine; SECONDS for each figure, 5 unless told
// engine-sink WINDOW       the receiving process, started by the former
switch (args)
{
    case ["engine", .. var rest]:
        await EngineBenchmark.RunAsync(TimeSpan.FromSeconds(rest is [var seconds, ..] ? int.Parse(seconds, null) : 5));
        return 0;
    case ["engine-sink", var window]:
        await RemoteSink.RunAsync(int.Parse(window, null));
        return 0;
    default:
        Console.Error.WriteLine("Usage: Broker.Bench engine [SECONDS]");
        return 2;
}

using Broker.Bench.Busy;
using Broker.Bench.Engine;
using Broker.Bench.Flood;
using Broker.Bench.Load;
using Broker.Bench.Micro;

// engine [SECONDS]         measures the actor engine; SECONDS for each figure, 5 unless told
// engine-sink WINDOW       the receiving process, started by the former
// flood URL [SECONDS]      measures what a flooding client does to the others of a running node; SECONDS for each round, 5 unless told
// micro [NAME...]         measures the hot parts one by one, those with NAME in theirs or all
// budgets                 checks what each hot part allocates against budgets.json
// load SCENARIO...        starts nodes and measures them under load; without SCENARIO: what there is
// busy [SECONDS [CLIENTS]] keeps every core busy and looks whether nodes stay reachable; 60 s and 10,000 connections unless told
// flooder URL              the flooding process, started by the former
switch (args)
{
    case ["engine", .. var rest]:
        await EngineBenchmark.RunAsync(TimeSpan.FromSeconds(rest is [var seconds, ..] ? int.Parse(seconds, null) : 5));
        return 0;
    case ["engine-sink", var window]:
        await RemoteSink.RunAsync(int.Parse(window, null));
        return 0;
    case ["flood", var url, .. var rest]:
        return await FloodBenchmark.RunAsync(new Uri(url), TimeSpan.FromSeconds(rest is [var each, ..] ? int.Parse(each, null) : 5));
    case ["load", .. var rest]:
        return await LoadCommand.RunAsync(rest);
    case ["busy", .. var rest]:
        return await BusyCommand.RunAsync(
            TimeSpan.FromSeconds(rest is [var length, ..] ? int.Parse(length, null) : 60), rest is [_, var clients] ? int.Parse(clients, null) : 10_000);
    case ["flooder", var url]:
        await Flooder.RunAsync(new Uri(url));
        return 0;
    case ["micro", .. var names]:
        MicroBenchmarks.Run(names);
        return 0;
    case ["budgets"]:
        return Budgets.Check() ? 0 : 1;
    default:
        Console.Error.WriteLine("Usage: Broker.Bench engine [SECONDS] | load SCENARIO | micro [NAME...] | budgets | busy [SECONDS [CLIENTS]] | flood ws://HOST:PORT [SECONDS]");
        return 2;
}

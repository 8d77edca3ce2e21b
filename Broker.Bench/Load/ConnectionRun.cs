namespace Broker.Bench.Load;

/// <summary>Connections that are made, held and left: what they cost while nothing happens, and after they have gone.</summary>
internal sealed class ConnectionRun(LoadOptions options)
{
    public LoadResult Run()
    {
        var loop = new LoadLoop(options.Way);
        for (var i = 0; i < options.Clients; i++)
        {
            loop.Add(options.Nodes[i % options.Nodes.Count], hears: FormattableString.Invariant($"idle/{i}"));
        }

        var before = ProcessUse.MemoryKiB(options.Processes);
        var connecting = new CpuWindow(options.Processes);
        loop.Connect(TimeSpan.FromSeconds(180));
        connecting.End();
        loop.Hold(options.Settle);
        var idle = new CpuWindow(options.Processes);
        loop.Hold(options.Duration);
        idle.End();
        var held = ProcessUse.MemoryKiB(options.Processes);
        var ready = loop.ReadyCount;
        loop.End();
        loop.Hold(options.Drain);
        var after = ProcessUse.MemoryKiB(options.Processes);
        return new LoadResult
        {
            Scenario = options.Scenario,
            Label = options.Label,
            Way = options.Way.Name,
            Nodes = options.Nodes.Count,
            Connections = ready,
            ServerCores = idle.Servers / idle.Length,
            GeneratorCores = idle.Generator / idle.Length,
            OtherCores = idle.Others / idle.Length,
            P50Ms = loop.ConnectTime.Milliseconds(0.5),
            P99Ms = loop.ConnectTime.Milliseconds(0.99),
            P999Ms = loop.ConnectTime.Milliseconds(0.999),
            Failed = loop.FailedCount,
            FirstFailure = loop.FirstFailure,
            KiBPerConnection = (double)(held - before) / Math.Max(1, ready),
            KiBPerConnectionAfter = (double)(after - before) / Math.Max(1, ready),
            ConnectsPerSecond = ready / connecting.Length.TotalSeconds,
            ServerCpuMicrosecondsPerConnect = connecting.Servers.TotalMicroseconds / Math.Max(1, ready),
        };
    }
}

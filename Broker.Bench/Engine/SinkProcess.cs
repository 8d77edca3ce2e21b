using System.Diagnostics;
using System.Globalization;
using Broker.Runtime.Actor;

namespace Broker.Bench.Engine;

/// <summary>The receiving process as its parent sees it. Ends with it: its input is then at its end.</summary>
internal sealed class SinkProcess : IDisposable
{
    private readonly Process _process;

    private SinkProcess(Process process) => _process = process;

    public int Port { get; private set; }

    public static async Task<SinkProcess> StartAsync(int window)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(SinkProcess).Assembly.Location);
        start.ArgumentList.Add("engine-sink");
        start.ArgumentList.Add(window.ToString(CultureInfo.InvariantCulture));
        SinkProcess sink = new(Process.Start(start)!);
        sink.Port = int.Parse(await sink.ReadLineAsync(), CultureInfo.InvariantCulture);
        return sink;
    }

    /// <summary>An actor of the process.</summary>
    public async Task<IActorRef> FindAsync(ActorSystem system, string name) =>
        await system.ActorSelection(FormattableString.Invariant($"akka.tcp://bench@127.0.0.1:{Port}/user/{name}")).ResolveOne(TimeSpan.FromSeconds(10));

    public async Task<Cost> CostAsync()
    {
        await _process.StandardInput.WriteLineAsync("cost");
        return Cost.FromLine(await ReadLineAsync());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill();
        _process.Dispose();
    }

    private async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The receiving process has ended.");
}

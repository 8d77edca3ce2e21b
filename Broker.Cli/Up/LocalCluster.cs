using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Channels;

namespace Broker.Cli.Up;

/// <summary>Runs the nodes of a local cluster as child processes, from the first start to the last exit.</summary>
internal sealed class LocalCluster : IDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(50);

    private readonly UpSettings _settings;
    private readonly NodeColumn _column;
    private readonly LocalClusterState _state;
    private readonly NodeLauncher _launcher;
    private readonly Process?[] _processes;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly CancellationTokenSource _ended = new();

    // Fed by a keyboard, a few processes and their deadlines: nothing that could flood it.
    private readonly Channel<UpEvent> _events = Channel.CreateUnbounded<UpEvent>(new UnboundedChannelOptions { SingleReader = true });

    public LocalCluster(UpSettings settings, NodeColumn column)
    {
        _settings = settings;
        _column = column;
        _state = new LocalClusterState(settings);
        _launcher = new NodeLauncher(settings);
        _processes = new Process?[settings.Nodes];
    }

    /// <summary>Runs until all nodes have ended after <c>quit</c> or a stop request, and returns the exit code.</summary>
    public async Task<int> RunAsync(TextReader keyboard, CancellationToken stop)
    {
        Report(new UpEvent.Begun());
        await using var stopping = stop.Register(() => Report(new UpEvent.StopRequested()));
        ReadKeyboard(keyboard);
        await foreach (var happened in _events.Reader.ReadAllAsync(CancellationToken.None))
        {
            foreach (var effect in _state.Handle(happened))
            {
                if (effect is UpEffect.End end)
                {
                    return end.ExitCode;
                }

                Carry(effect);
            }
        }

        return ExitCode.Failed;
    }

    public void Dispose()
    {
        _ended.Cancel();
        foreach (var process in _processes)
        {
            process?.Dispose();
        }

        _http.Dispose();
        _ended.Dispose();
    }

    private void Report(UpEvent happened) => _events.Writer.TryWrite(happened);

    private void Carry(UpEffect effect)
    {
        switch (effect)
        {
            case UpEffect.Start start:
                Start(start.Node, start.Life);
                break;
            case UpEffect.Stop stop:
                _processes[stop.Node]?.StandardInput.Close();
                break;
            case UpEffect.Kill kill:
                _processes[kill.Node]?.Kill();
                break;
            case UpEffect.Watch watch:
                _ = ReportLaterAsync(watch);
                break;
            case UpEffect.Say say:
                _column.Say(say.Text);
                break;
        }
    }

    private void Start(int node, int life)
    {
        _processes[node]?.Dispose();
        var process = new Process { StartInfo = _launcher.Command(node), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Print(node, line.Data);
        process.ErrorDataReceived += (_, line) => Print(node, line.Data);
        try
        {
            process.Start();
        }
        catch (Exception failed) when (failed is Win32Exception or InvalidOperationException)
        {
            process.Dispose();
            Report(new UpEvent.NodeNotStarted(node, life, failed.Message));
            return;
        }

        _processes[node] = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = WatchExitAsync(process, node, life);
        _ = WatchReadyAsync(process, node, life);
    }

    private void Print(int node, string? line)
    {
        if (line is not null)
        {
            _column.Node(node, line);
        }
    }

    private async Task WatchExitAsync(Process process, int node, int life)
    {
        // Completes after the last line of output, so the report comes below the node's own last words.
        await process.WaitForExitAsync();
        Report(new UpEvent.NodeExited(node, life, process.ExitCode));
    }

    private async Task WatchReadyAsync(Process process, int node, int life)
    {
        var watch = Stopwatch.StartNew();
        var ready = new Uri($"http://127.0.0.1:{_settings.HttpPort(node)}/health/ready");
        try
        {
            using var timer = new PeriodicTimer(ReadyPoll);
            while (!await AnswersAsync(ready))
            {
                await timer.WaitForNextTickAsync(_ended.Token);
                if (process.HasExited)
                {
                    return;
                }
            }

            Report(new UpEvent.NodeReady(node, life, watch.Elapsed));
        }
        catch (Exception ended) when (ended is OperationCanceledException or InvalidOperationException)
        {
            // The cluster has ended, or this process object was replaced by the node's next life.
        }
    }

    private async Task<bool> AnswersAsync(Uri ready)
    {
        try
        {
            using var answer = await _http.GetAsync(ready, _ended.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception refused) when (refused is HttpRequestException or TaskCanceledException && !_ended.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task ReportLaterAsync(UpEffect.Watch watch)
    {
        try
        {
            await Task.Delay(watch.While == NodeState.Starting ? StartDeadline : StopDeadline, _ended.Token);
            Report(new UpEvent.DeadlinePassed(watch.Node, watch.Life, watch.While));
        }
        catch (OperationCanceledException)
        {
            // Everything has ended in time.
        }
    }

    /// <summary>Reads on a thread of its own, because reading a terminal cannot be cancelled.</summary>
    private void ReadKeyboard(TextReader keyboard)
    {
        var reader = new Thread(() =>
        {
            // The end of the input (started in the background, or Ctrl-D) ends the commands, not the cluster.
            while (keyboard.ReadLine() is { } line)
            {
                Report(new UpEvent.Typed(line));
            }
        })
        {
            IsBackground = true,
            Name = "keyboard",
        };
        reader.Start();
    }
}

using System.Diagnostics;
using Broker.Testing.Waiting;

namespace Broker.Testing.Processes;

/// <summary>A command-line program under test: its output, its keyboard, its end.</summary>
public sealed class CommandProcess : IAsyncDisposable
{
    private readonly Process _process = new();
    private readonly string _assembly;
    private bool _started;

    /// <param name="assembly">The program's file, beside the test's own.</param>
    public CommandProcess(string assembly)
    {
        _assembly = assembly;
        Output = new Recording<OutputLine>($"output of {assembly}");
    }

    /// <summary>What it printed, on both streams.</summary>
    public Recording<OutputLine> Output { get; }

    /// <summary>Starts it with these arguments.</summary>
    public void Start(params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, _assembly));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process.StartInfo = start;
        _process.OutputDataReceived += (_, line) => Record(line.Data);
        _process.ErrorDataReceived += (_, line) => Record(line.Data);
        _process.Start();
        _started = true;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Types a line.</summary>
    public void Type(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>What Ctrl-C sends.</summary>
    public void Interrupt() => ProcessSignal.Send(_process, ProcessSignal.Interrupt);

    /// <summary>Ends it at once, but nothing that it has started.</summary>
    public void Kill() => ProcessSignal.Send(_process, ProcessSignal.Kill);

    /// <summary>Waits for a line that contains the text, for the how manieth time it may be.</summary>
    public Task<OutputLine> LineAsync(string text, int occurrence = 1) => Output.CountAsync(
        occurrence, line => line.Text.Contains(text, StringComparison.Ordinal), $"the line '{text}' ({occurrence})", Deadline.Recovery);

    /// <summary>Waits until it has ended, and returns its exit code.</summary>
    public async Task<int> ExitedAsync()
    {
        using var limit = new CancellationTokenSource(Deadline.Recovery);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_assembly} did not end. It printed last:{Environment.NewLine}{Tail()}");
        }

        return _process.ExitCode;
    }

    /// <summary>The last lines it printed.</summary>
    public string Tail(int lines = 60) => string.Join(Environment.NewLine, Output.Snapshot().TakeLast(lines));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_started && !_process.HasExited)
        {
            Kill();
            await ExitedAsync();
        }

        _process.Dispose();
    }

    private void Record(string? line)
    {
        if (line is not null)
        {
            Output.Add(new OutputLine(line, Stopwatch.GetTimestamp()));
        }
    }
}

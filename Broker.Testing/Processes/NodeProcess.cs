using System.Diagnostics;
using System.Text.Json;
using Broker.Testing.Clients;
using Broker.Testing.Waiting;

namespace Broker.Testing.Processes;

/// <summary>A node as a process of its own, which can be stopped, killed, paused and started again on the same ports.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = Deadline.Step };
    private Process? _process;

    public NodeProcess(NodeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        Output = new Recording<OutputLine>($"output of {settings.Name}");
        _http.BaseAddress = new Uri($"http://{settings.Host}:{settings.HttpPort}/");
    }

    /// <summary>How it is started.</summary>
    public NodeSettings Settings { get; }

    /// <summary>What it printed, on both streams, over all its lives.</summary>
    public Recording<OutputLine> Output { get; }

    /// <summary>Requests to it.</summary>
    public HttpClient Http => _http;

    /// <summary>The exit code of the last life, or null while it runs.</summary>
    public int? ExitCode => _process is { HasExited: true } ended ? ended.ExitCode : null;

    /// <summary>Its process id in this life.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException($"{Settings.Name} was never started");

    /// <summary>Address of a WebSocket path such as <c>websocket/CC</c>.</summary>
    public Uri WebSocketUri(string path) => new($"ws://{Settings.Host}:{Settings.HttpPort}/{path}");

    /// <summary>Opens a WebSocket to a path such as <c>websocket/CC</c>.</summary>
    public Task<SocketClient> ConnectAsync(string path) =>
        SocketClient.ConnectAsync(WebSocketUri(path), name: $"client of {Settings.Name}/{path}");

    /// <summary>Opens an MQTT connection over WebSocket.</summary>
    public Task<MqttClient> ConnectMqttAsync(string clientId) => MqttClient.ConnectAsync(WebSocketUri("mqtt"), clientId);

    /// <summary>Starts it, or starts it again. Does not wait.</summary>
    public void Start()
    {
        if (_process is { HasExited: false })
        {
            throw new InvalidOperationException($"{Settings.Name} runs already");
        }

        _process?.Dispose();
        var process = new Process { StartInfo = NodeCommand.For(Settings) };
        process.OutputDataReceived += (_, line) => Record(line.Data);
        process.ErrorDataReceived += (_, line) => Record(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    /// <summary>Waits until it says that it serves clients, and returns how long that took.</summary>
    public Task<TimeSpan> ReadyAsync(TimeSpan? deadline = null) =>
        Until.TrueAsync(IsReadyAsync, $"{Settings.Name} ready", deadline ?? Deadline.Recovery);

    /// <summary>Whether it says that it serves clients; fails when the process has ended.</summary>
    public Task<bool> IsReadyAsync() => AnswersAsync("health/ready");

    /// <summary>Whether it answers at all; fails when the process has ended.</summary>
    public Task<bool> IsAliveAsync() => AnswersAsync("health/live");

    /// <summary>The status of a GET, or null when nobody answers.</summary>
    public async Task<int?> StatusAsync(string path)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Publishes with a POST and returns the node's answer; fails on any status but success.</summary>
    public async Task<PublishAnswer> PostAsync(string topic, string body)
    {
        using var content = new StringContent(body);
        using var answer = await _http.PostAsync(new Uri($"sendSocket/{Uri.EscapeDataString(topic)}", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{Settings.Name} answered {(int)answer.StatusCode}: {text}", null, answer.StatusCode);
        }

        return PublishAnswer.Read(JsonDocument.Parse(text).RootElement);
    }

    /// <summary>Ends it at once, as a crash does, and waits until the process is gone.</summary>
    public async Task KillAsync()
    {
        Signal(ProcessSignal.Kill);
        await ExitedAsync();
    }

    /// <summary>Asks it to stop and returns its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan? deadline = null)
    {
        Signal(ProcessSignal.Terminate);
        return await ExitedAsync(deadline);
    }

    /// <summary>Asks it to stop. Does not wait.</summary>
    public void RequestStop() => Signal(ProcessSignal.Terminate);

    /// <summary>Freezes all its threads, as a machine does that is suspended.</summary>
    public void Pause() => Signal(ProcessSignal.Stop);

    /// <summary>Lets a frozen process go on.</summary>
    public void Continue() => Signal(ProcessSignal.Continue);

    /// <summary>Waits until the process has ended, and returns its exit code.</summary>
    public async Task<int> ExitedAsync(TimeSpan? deadline = null)
    {
        var process = _process ?? throw new InvalidOperationException($"{Settings.Name} was never started");
        using var limit = new CancellationTokenSource(deadline ?? Deadline.Recovery);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Settings.Name} did not end. It printed last:{Environment.NewLine}{Tail()}");
        }

        return process.ExitCode;
    }

    /// <summary>The last lines it printed.</summary>
    public string Tail(int lines = 40) => string.Join(Environment.NewLine, Output.Snapshot().TakeLast(lines));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _http.Dispose();
    }

    private async Task<bool> AnswersAsync(string path)
    {
        if (ExitCode is { } code)
        {
            throw new InvalidOperationException($"{Settings.Name} ended with exit code {code}:{Environment.NewLine}{Tail()}");
        }

        return await StatusAsync(path) == 200;
    }

    private void Record(string? line)
    {
        if (line is not null)
        {
            Output.Add(new OutputLine(line, Stopwatch.GetTimestamp()));
        }
    }

    private void Signal(int signal) =>
        ProcessSignal.Send(_process ?? throw new InvalidOperationException($"{Settings.Name} was never started"), signal);
}

using Broker.Testing.Histories;
using Broker.Testing.Processes;

namespace Broker.Testing.Nemesis;

/// <summary>A node under a supervisor: when its process ends without being asked to, it is started again at once.</summary>
public sealed class SupervisedNode(NodeProcess process, RunClock clock, HistoryRecorder recorder) : IAsyncDisposable
{
    /// <summary>The exit code of a node that the others have removed (docs/configuration.md).</summary>
    private const int DownedExitCode = 70;

    private readonly Lock _gate = new();
    private Task _life = Task.CompletedTask;
    private LifeEnd _asked = LifeEnd.None;
    private TimeSpan _startedAt;
    private TimeSpan? _pausedAt;
    private bool _isEnding;

    public string Name => process.Settings.Name;

    public NodeProcess Process => process;

    /// <summary>How often its supervisor started it again because the others had removed it.</summary>
    public int Downed { get; private set; }

    /// <summary>Whether a client may try it: it runs and is not asked to stop.</summary>
    public bool IsInvited { get; private set; }

    /// <summary>The life that still goes on; null while it is down.</summary>
    public NodeLife? CurrentLife
    {
        get
        {
            lock (_gate)
            {
                return process.ExitCode is null ? Life(clock.Now, LifeEnd.None, null) : null;
            }
        }
    }

    /// <summary>Starts it, or starts it again.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _asked = LifeEnd.None;
            _startedAt = clock.Now;
            process.Start();
            IsInvited = true;
            _life = LiveAsync();
        }
    }

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        _asked = LifeEnd.Killed;
        IsInvited = false;
        process.Continue();
        await process.KillAsync();
        await _life;
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync()
    {
        _asked = LifeEnd.Clean;
        IsInvited = false;
        await process.StopAsync();
        await _life;
    }

    /// <summary>Freezes it.</summary>
    public void Freeze()
    {
        _pausedAt = clock.Now;
        process.Pause();
    }

    /// <summary>Lets it go on.</summary>
    /// <param name="kind">What the pause is called in the history.</param>
    public void Thaw(string kind)
    {
        process.Continue();
        recorder.Add(new Fault(kind, [Name], _pausedAt ?? clock.Now, clock.Now));
        _pausedAt = null;
    }

    /// <summary>What it says about the cluster; null while it does not answer or is not ready.</summary>
    public async Task<MembershipView?> ViewAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            using var ready = await process.Http.GetAsync(new Uri("health/ready", UriKind.Relative), limit.Token);
            return ready.IsSuccessStatusCode
                ? MembershipView.Read(await process.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), limit.Token))
                : null;
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        await process.DisposeAsync();
    }

    private async Task LiveAsync()
    {
        var code = await process.ExitedAsync(Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            if (_isEnding)
            {
                return;
            }

            IsInvited = false;
            recorder.Add(Life(clock.Now, EndOf(code), code));
            if (_asked == LifeEnd.None)
            {
                Downed += code == DownedExitCode ? 1 : 0;
                Start();
            }
        }
    }

    private LifeEnd EndOf(int code) => (_asked, code) switch
    {
        (LifeEnd.Killed, _) => LifeEnd.Killed,
        (LifeEnd.Clean, 0) => LifeEnd.Clean,
        (_, DownedExitCode) => LifeEnd.Downed,
        _ => LifeEnd.Crashed,
    };

    private NodeLife Life(TimeSpan until, LifeEnd end, int? code) => new(Name, process.Settings.NodeAddress, _startedAt, until, end, code);
}

namespace Broker.Runtime.Cluster.FailureDetection;

/// <summary>How suspicious a node's silence is, given how regularly it was heard before.</summary>
/// <remarks>
/// After Hayashibara et al., "The phi accrual failure detector", with the logistic approximation of the normal distribution that
/// Akka uses. Immutable; <c>now</c> is a monotonic time from any origin.
/// </remarks>
internal sealed class PhiAccrualFailureDetector
{
    private readonly PhiAccrualSettings _settings;
    private readonly HeartbeatHistory _history;
    private readonly TimeSpan? _latest;

    public PhiAccrualFailureDetector(PhiAccrualSettings settings)
        : this(settings, HeartbeatHistory.Empty, null)
    {
    }

    private PhiAccrualFailureDetector(PhiAccrualSettings settings, HeartbeatHistory history, TimeSpan? latest)
    {
        _settings = settings;
        _history = history;
        _latest = latest;
    }

    /// <summary>Whether any heartbeat was ever heard, or assumed.</summary>
    public bool IsMonitoring => _latest is not null;

    /// <summary>When the node was last heard.</summary>
    public TimeSpan? LatestHeartbeat => _latest;

    public PhiAccrualFailureDetector Heartbeat(TimeSpan now)
    {
        if (_latest is not { } latest)
            return new PhiAccrualFailureDetector(_settings, FirstGuess(), now);
        if (now <= latest)
            return this;
        // A silence that was taken for death says nothing of how regular heartbeats are.
        var history = IsAvailable(now) ? _history.Add((now - latest).TotalMilliseconds, _settings.MaxSampleSize) : _history;
        return new PhiAccrualFailureDetector(_settings, history, now);
    }

    public bool IsAvailable(TimeSpan now)
    {
        // A silence no longer than the expected one has a phi of at most 0.3 (half of all intervals are longer).
        if (_latest is { } latest && _settings.Threshold >= 1 &&
            (now - latest).TotalMilliseconds <= _history.Mean + _settings.AcceptableHeartbeatPause.TotalMilliseconds)
            return true;
        return Phi(now) < _settings.Threshold;
    }

    /// <summary>-log10 of the probability that a heartbeat still comes after this silence; 0 when none was ever heard.</summary>
    public double Phi(TimeSpan now)
    {
        if (_latest is not { } latest)
            return 0;
        var silence = (now - latest).TotalMilliseconds;
        var mean = _history.Mean + _settings.AcceptableHeartbeatPause.TotalMilliseconds;
        var deviation = Math.Max(_history.StdDeviation, _settings.MinStdDeviation.TotalMilliseconds);
        var y = (silence - mean) / deviation;
        var e = Math.Exp(-y * (1.5976 + (0.070566 * y * y)));
        return silence > mean ? -Math.Log10(e / (1.0 + e)) : -Math.Log10(1.0 - (1.0 / (1.0 + e)));
    }

    /// <summary>Two samples around the estimate, with a high deviation, for nothing is known yet.</summary>
    private HeartbeatHistory FirstGuess()
    {
        var mean = _settings.FirstHeartbeatEstimate.TotalMilliseconds;
        var deviation = mean / 4;
        return HeartbeatHistory.Empty.Add(mean - deviation, _settings.MaxSampleSize).Add(mean + deviation, _settings.MaxSampleSize);
    }
}

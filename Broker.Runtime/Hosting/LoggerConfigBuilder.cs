using Broker.Runtime.Event;
using Broker.Runtime.Hosting.Logging;

namespace Broker.Runtime.Hosting;

/// <summary>What the actor system logs, and where to.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly List<Type> _loggers = [typeof(DefaultLogger)];

    internal LoggerConfigBuilder()
    {
    }

    /// <summary>What is less important is not logged. Default: InfoLevel.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    /// <summary>Whether all settings are logged at the start. Default: no.</summary>
    public bool LogConfigOnStart { get; set; }

    internal IReadOnlyList<Type> Loggers => _loggers;

    /// <summary>The factory to log to, where one was given; else the host's.</summary>
    internal LoggerFactorySetup? Factory { get; set; }

    /// <summary>Removes every logger, the default one too.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    internal LoggerConfigBuilder Add(Type logger)
    {
        if (!_loggers.Contains(logger))
            _loggers.Add(logger);
        return this;
    }
}

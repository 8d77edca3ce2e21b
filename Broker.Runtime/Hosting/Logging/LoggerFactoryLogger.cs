using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Microsoft.Extensions.Logging;
using EngineLevel = Broker.Runtime.Event.LogLevel;
using HostLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Broker.Runtime.Hosting.Logging;

/// <summary>Hands the actor system's log events to the host's log; the category is the type that logs, or the name it gives itself.</summary>
public partial class LoggerFactoryLogger : ActorBase
{
    private readonly ILoggerFactory _factory;
    private readonly Dictionary<string, ILogger> _loggers = [];

    /// <summary>Made by the actor system.</summary>
    public LoggerFactoryLogger()
    {
        var setup = Context.System.Settings.Setup.Get<LoggerFactorySetup>();
        _factory = setup.HasValue ? setup.Value.LoggerFactory : throw new ConfigurationException($"{nameof(LoggerFactoryLogger)} needs a {nameof(LoggerFactorySetup)}.");
    }

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized(), Self);
                return true;
            case LogEvent log:
                Log(log, Self.Path);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes one event.</summary>
    protected virtual void Log(LogEvent log, ActorPath path)
    {
        // Who has no type of its own logs as a string.
        var named = log.LogClass == typeof(string) || log.LogClass.FullName is null;
        var category = named ? log.LogSource : log.LogClass.FullName!;
        if (!_loggers.TryGetValue(category, out var logger))
            _loggers.Add(category, logger = _factory.CreateLogger(category));
        var level = LevelOf(log.LogLevel());
        if (!logger.IsEnabled(level))
            return;
        var text = log.Message.ToString() ?? "";
        WriteEvent(logger, level, log.Cause, text, log.LogSource);
    }

    private static HostLevel LevelOf(EngineLevel level) => level switch
    {
        EngineLevel.DebugLevel => HostLevel.Debug,
        EngineLevel.InfoLevel => HostLevel.Information,
        EngineLevel.WarningLevel => HostLevel.Warning,
        _ => HostLevel.Error,
    };
}

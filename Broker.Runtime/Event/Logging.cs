using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>Makes logging adapters.</summary>
public static class Logging
{
    /// <summary>A logger for an actor, named by its path.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter? logMessageFormatter = null) => new BusLogging(
        context.System.EventStream,
        context.Self.Path.ToString(),
        context.Props.Type,
        logMessageFormatter ?? DefaultLogMessageFormatter.Instance);

    /// <summary>A logger named by <paramref name="logSourceObj"/>: a text, a type, a reference or an object of the type to name.</summary>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null) =>
        GetLogger(system.EventStream, logSourceObj, logMessageFormatter);

    /// <summary>A logger named by <paramref name="logSourceObj"/>: a text, a type, a reference or an object of the type to name.</summary>
    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var (name, type) = logSourceObj switch
        {
            string text => (text, typeof(string)),
            Type given => (SimpleName(given), given),
            IActorRef actor => (actor.Path.ToString(), actor.GetType()),
            _ => (SimpleName(logSourceObj), logSourceObj.GetType()),
        };
        return new BusLogging(loggingBus, name, type, logMessageFormatter ?? DefaultLogMessageFormatter.Instance);
    }

    /// <summary>The level that a setting names.</summary>
    public static LogLevel LogLevelFor(string logLevel) => logLevel.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => OffLogLevel,
        _ => throw new ArgumentException($"Unknown log level \"{logLevel}\"; DEBUG, INFO, WARNING, ERROR and OFF exist.", nameof(logLevel)),
    };

    /// <summary>A level that no event has.</summary>
    internal const LogLevel OffLogLevel = (LogLevel)int.MaxValue;

    /// <summary>The name of a level.</summary>
    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => "OFF",
    };

    /// <summary>The type of the events of a level.</summary>
    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        _ => typeof(Error),
    };

    /// <summary>The name of the type of <paramref name="o"/>.</summary>
    public static string SimpleName(object o) => SimpleName(o.GetType());

    /// <summary>The name of a type without namespace.</summary>
    public static string SimpleName(Type t) => t.Name;
}

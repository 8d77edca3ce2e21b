namespace Broker.Runtime.Event;

/// <summary>The methods by which everything in the engine and in actors logs.</summary>
/// <remarks>Templates have numbered places: <c>"{0} left {1}"</c>.</remarks>
public static partial class LoggingExtensions
{
    /// <summary>Logs a text.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format) => log.Log(level, null, format);

    /// <summary>Logs a template with values.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format, params object?[] args) => log.Write(level, null, format, args);

    /// <summary>Logs a template with values and a cause.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, params object?[] args) =>
        log.Write(level, cause, format, args);

    private static void Write(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, params object?[] args)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new FormattedLogMessage(log.Formatter, format, args));
    }
}

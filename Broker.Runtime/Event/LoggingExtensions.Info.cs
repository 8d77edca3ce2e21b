namespace Broker.Runtime.Event;

/// <content>The info level. The type parameters spare the boxing of values that nobody logs.</content>
public static partial class LoggingExtensions
{
    /// <summary>Logs an info event.</summary>
    public static void Info(this ILoggingAdapter log, string format) => log.Log(LogLevel.InfoLevel, null, format);

    /// <summary>Logs an info event with a cause.</summary>
    public static void Info(this ILoggingAdapter log, Exception? cause, string format) => log.Log(LogLevel.InfoLevel, cause, format);

    /// <summary>Logs an info event with values.</summary>
    public static void Info(this ILoggingAdapter log, string format, params object?[] args) => log.Write(LogLevel.InfoLevel, null, format, args);

    /// <summary>Logs an info event with a cause and values.</summary>
    public static void Info(this ILoggingAdapter log, Exception? cause, string format, params object?[] args) =>
        log.Write(LogLevel.InfoLevel, cause, format, args);

    /// <summary>Logs an info event with 1 value.</summary>
    public static void Info<T1>(this ILoggingAdapter log, string format, T1 arg1)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, null, format, arg1);
    }

    /// <summary>Logs an info event with a cause and 1 value.</summary>
    public static void Info<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, cause, format, arg1);
    }

    /// <summary>Logs an info event with 2 values.</summary>
    public static void Info<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, null, format, arg1, arg2);
    }

    /// <summary>Logs an info event with a cause and 2 values.</summary>
    public static void Info<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, cause, format, arg1, arg2);
    }

    /// <summary>Logs an info event with 3 values.</summary>
    public static void Info<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, null, format, arg1, arg2, arg3);
    }

    /// <summary>Logs an info event with a cause and 3 values.</summary>
    public static void Info<T1, T2, T3>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, cause, format, arg1, arg2, arg3);
    }

    /// <summary>Logs an info event with 4 values.</summary>
    public static void Info<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, null, format, arg1, arg2, arg3, arg4);
    }

    /// <summary>Logs an info event with a cause and 4 values.</summary>
    public static void Info<T1, T2, T3, T4>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, cause, format, arg1, arg2, arg3, arg4);
    }

    /// <summary>Logs an info event with 5 values.</summary>
    public static void Info<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, null, format, arg1, arg2, arg3, arg4, arg5);
    }

    /// <summary>Logs an info event with a cause and 5 values.</summary>
    public static void Info<T1, T2, T3, T4, T5>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, cause, format, arg1, arg2, arg3, arg4, arg5);
    }

    /// <summary>Logs an info event with 6 values.</summary>
    public static void Info<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, null, format, arg1, arg2, arg3, arg4, arg5, arg6);
    }

    /// <summary>Logs an info event with a cause and 6 values.</summary>
    public static void Info<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsEnabled(LogLevel.InfoLevel))
            log.Write(LogLevel.InfoLevel, cause, format, arg1, arg2, arg3, arg4, arg5, arg6);
    }
}

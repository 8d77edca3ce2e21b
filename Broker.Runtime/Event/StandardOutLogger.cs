namespace Broker.Runtime.Event;

/// <summary>Writes to standard output.</summary>
public class StandardOutLogger : MinimalLogger
{
    /// <inheritdoc />
    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            Write(logEvent);
        else
            Console.WriteLine(message);
    }

    internal static void Write(LogEvent logEvent) => Console.WriteLine(logEvent.ToString());
}

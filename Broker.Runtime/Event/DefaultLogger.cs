using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>Writes log events to standard output.</summary>
public class DefaultLogger : ActorBase
{
    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized(), Self);
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes one event.</summary>
    protected virtual void Print(LogEvent logEvent) => StandardOutLogger.Write(logEvent);
}

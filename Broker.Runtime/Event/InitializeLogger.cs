using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>The first message of a logger; it answers with <see cref="LoggerInitialized"/>.</summary>
/// <remarks>The engine has subscribed the logger already and does not wait for the answer.</remarks>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    /// <summary>Where log events come from.</summary>
    public LoggingBus LoggingBus { get; } = loggingBus;
}

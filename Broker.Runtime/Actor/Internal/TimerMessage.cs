using Broker.Runtime.Event;

namespace Broker.Runtime.Actor.Internal;

/// <summary>What a timer sends to its own actor; the generation tells messages of a replaced timer from those of its successor.</summary>
internal sealed class TimerMessage(TimerScheduler owner, object key, int generation, object message)
    : IAutoReceivedMessage, INoSerializationVerificationNeeded, IWrappedMessage, IDeadLetterSuppression
{
    public TimerScheduler Owner { get; } = owner;

    public object Key { get; } = key;

    public int Generation { get; } = generation;

    public object Message { get; } = message;
}

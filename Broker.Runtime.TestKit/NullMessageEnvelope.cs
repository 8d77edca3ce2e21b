using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

/// <summary>Stands for "nothing came".</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    /// <summary>The only instance.</summary>
    public static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope()
    {
    }

    /// <inheritdoc />
    public override object Message => throw new InvalidOperationException("No message was received.");

    /// <inheritdoc />
    public override IActorRef Sender => throw new InvalidOperationException("No message was received.");

    /// <inheritdoc />
    public override string ToString() => "<no message>";
}

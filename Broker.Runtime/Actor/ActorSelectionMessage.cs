namespace Broker.Runtime.Actor;

/// <summary>A message on its way along a selection.</summary>
public class ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    /// <inheritdoc />
    public object Message { get; } = message;

    /// <summary>The steps that are left.</summary>
    public SelectionPathElement[] Elements { get; } = elements;

    /// <summary>True when a pattern was passed: the message may reach many, or nobody, which is then no dead letter.</summary>
    public bool WildCardFanOut { get; } = wildCardFanOut;

    /// <summary>The same with other parts.</summary>
    public ActorSelectionMessage Copy(object? message = null, SelectionPathElement[]? elements = null, bool? wildCardFanOut = null) =>
        new(message ?? Message, elements ?? Elements, wildCardFanOut ?? WildCardFanOut);

    /// <inheritdoc />
    public override string ToString() => $"ActorSelectionMessage - {Message} - {string.Join('/', Elements.AsEnumerable())}";
}

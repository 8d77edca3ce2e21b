using Broker.Runtime.Actor;

namespace Broker.Runtime.Serialization;

/// <summary>A failure another node reported: its type's name and its text, since exceptions themselves do not go over the wire.</summary>
internal sealed class RemoteFailureException(string type, string text) : AkkaException($"{type}: {text}")
{
    /// <summary>The name of the exception's type where it was thrown.</summary>
    public string Type => type;

    /// <summary>Its text there.</summary>
    public string Text => text;
}

using System.Diagnostics.CodeAnalysis;

namespace Broker.Protocol.Topics;

/// <summary>The name under which a client is reached: the <c>{key}</c> of <c>/websocket/{key}</c>.</summary>
/// <remarks>
/// A key is a topic name without <c>/</c> and without the reserved first character, short enough for the name of its inbox to be a
/// topic name too.
/// </remarks>
public sealed class ClientKey
{
    /// <summary>The longest key, in bytes as UTF-8.</summary>
    public const int MaxBytes = TopicName.MaxBytes - 7;

    private ClientKey(string value) => Value = value;

    /// <summary>The key as text.</summary>
    public string Value { get; }

    /// <summary>Checks a key that came from outside.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ClientKey? key)
    {
        key = text is not null
            && NameGrammar.IsValid(text, MaxBytes)
            && text[0] != TopicName.ReservedFirst
            && !text.Contains('/', StringComparison.Ordinal)
            ? new ClientKey(text)
            : null;
        return key is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

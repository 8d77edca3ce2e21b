using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Broker.Protocol.Topics;

/// <summary>The checked name of one topic.</summary>
/// <remarks>
/// Names are checked once, where they enter, and are then trusted. Equality is by value; the hash is computed once, since names key
/// the tables that every message passes. Names never become part of an actor's name as they are.
/// </remarks>
public sealed class TopicName : IEquatable<TopicName>
{
    /// <summary>The longest name, in bytes as UTF-8.</summary>
    public const int MaxBytes = 255;

    /// <summary>Names that begin with this are the broker's own.</summary>
    public const char ReservedFirst = '$';

    /// <summary>The topic of everyone: each connection of <c>/websocket</c> hears it.</summary>
    public static readonly TopicName Everyone = new("$everyone");

    private const string InboxPrefix = "$inbox/";

    private readonly int _hash;

    private TopicName(string value)
    {
        Value = value;
        Utf8 = Encoding.UTF8.GetBytes(value);
        _hash = value.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>The name as text.</summary>
    public string Value { get; }

    /// <summary>The name as UTF-8, at most <see cref="MaxBytes"/> bytes.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Whether the name is one of the broker's own: everyone, or an inbox.</summary>
    public bool IsReserved => Value[0] == ReservedFirst;

    /// <summary>The topic of what is sent to one key, wherever its clients are connected.</summary>
    public static TopicName Inbox(ClientKey key) => new(InboxPrefix + key.Value);

    /// <summary>The topic that has the same name as a key.</summary>
    public static TopicName Of(ClientKey key) => new(key.Value);

    /// <summary>Checks a name that came from outside.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TopicName? name)
    {
        name = text is not null && NameGrammar.IsValid(text, MaxBytes) && IsKnownWhenReserved(text) ? new TopicName(text) : null;
        return name is not null;
    }

    /// <summary>Checks a name that came from outside as UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out TopicName? name) =>
        TryParse(NameGrammar.Decode(utf8, MaxBytes), out name);

    /// <summary>The name, which is known to be valid.</summary>
    /// <exception cref="FormatException">The name breaks the grammar.</exception>
    public static TopicName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException("Not a topic name: it breaks the grammar of docs/protocol.md.");

    /// <summary>The key whose inbox this is; false for any other topic.</summary>
    public bool TryInboxKey(out ReadOnlySpan<char> key)
    {
        var isInbox = Value.StartsWith(InboxPrefix, StringComparison.Ordinal);
        key = isInbox ? Value.AsSpan(InboxPrefix.Length) : default;
        return isInbox;
    }

    /// <inheritdoc/>
    public bool Equals(TopicName? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Value == other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TopicName);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsKnownWhenReserved(string text) =>
        text[0] != ReservedFirst
        || text == Everyone.Value
        || (text.StartsWith(InboxPrefix, StringComparison.Ordinal) && ClientKey.TryParse(text[InboxPrefix.Length..], out _));
}

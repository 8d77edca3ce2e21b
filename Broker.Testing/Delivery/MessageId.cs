using System.Globalization;

namespace Broker.Testing.Delivery;

/// <summary>Names one published message: who sent it and the how manieth of that sender it was.</summary>
public readonly record struct MessageId(string Publisher, int Number)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null for any other text.</summary>
    public static MessageId? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.LastIndexOf('#');
        return at > 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new MessageId(text[..at], number)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Publisher}#{Number}");
}

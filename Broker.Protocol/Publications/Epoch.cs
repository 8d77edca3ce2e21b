using System.Globalization;

namespace Broker.Protocol.Publications;

/// <summary>The life of a topic's numbering: offsets of different epochs can't be compared.</summary>
public readonly record struct Epoch(ulong Value)
{
    /// <summary>No epoch: what a subscriber has that never heard the topic.</summary>
    public static Epoch None => default;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out Epoch epoch)
    {
        var read = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        epoch = new Epoch(value);
        return read;
    }

    /// <summary>The form for clients: lower-case hexadecimal, a string since it does not fit a JSON number of every client.</summary>
    public override string ToString() => Value.ToString("x", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Broker.Testing.Histories;

/// <summary>A place in a topic's numbering.</summary>
public readonly record struct StreamPosition(string Epoch, long Offset)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}:{Offset}");
}

namespace Broker.Hocon;

/// <summary>A scalar: text, number, boolean, duration or size. What it is depends on who asks, as in HOCON.</summary>
public sealed class HoconText(string text, bool quoted, HoconOrigin origin) : HoconValue(origin)
{
    /// <summary>The text without quotes and with escapes replaced.</summary>
    public string Text { get; } = text;

    /// <summary>True if it was written in quotes: such a value is never an object key list, number or boolean by accident when printed.</summary>
    public bool Quoted { get; } = quoted;

    /// <inheritdoc />
    public override string Kind => "text";

    internal override long Weight => 1 + (Text.Length / 16);

    internal override int Depth => 1;
}

namespace Broker.Hocon;

/// <summary>An explicit <c>null</c>: hides what a fallback says and counts as not set.</summary>
public sealed class HoconNull(HoconOrigin origin) : HoconValue(origin)
{
    /// <inheritdoc />
    public override string Kind => "null";

    internal override long Weight => 1;

    internal override int Depth => 1;
}

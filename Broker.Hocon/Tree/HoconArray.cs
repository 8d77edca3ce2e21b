namespace Broker.Hocon;

/// <summary>A list of values.</summary>
public sealed class HoconArray : HoconValue
{
    /// <summary>Takes the items as they are; the caller must not change the list afterwards.</summary>
    public HoconArray(IReadOnlyList<HoconValue> items, HoconOrigin origin)
        : base(origin)
    {
        Items = items;
        Weight = 1 + items.Sum(static item => item.Weight);
        Depth = 1 + (items.Count == 0 ? 0 : items.Max(static item => item.Depth));
    }

    /// <summary>The items in order.</summary>
    public IReadOnlyList<HoconValue> Items { get; }

    /// <inheritdoc />
    public override string Kind => "array";

    internal override long Weight { get; }

    internal override int Depth { get; }
}

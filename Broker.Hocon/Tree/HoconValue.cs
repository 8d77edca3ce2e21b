namespace Broker.Hocon;

/// <summary>One value of a resolved tree. Immutable; subtrees are shared.</summary>
public abstract class HoconValue
{
    private protected HoconValue(HoconOrigin origin) => Origin = origin;

    /// <summary>Where the value was written; for a merged object, where it began.</summary>
    public HoconOrigin Origin { get; }

    /// <summary>How many values the tree below holds, itself included: what a text that repeats itself by substitution would cost to print.</summary>
    internal abstract long Weight { get; }

    /// <summary>How deep the tree below is.</summary>
    internal abstract int Depth { get; }

    /// <summary>For messages: "object", "array", "text" or "null".</summary>
    public abstract string Kind { get; }

    /// <summary>The value as HOCON text on one or more lines.</summary>
    public override string ToString() => HoconRenderer.Render(this);
}

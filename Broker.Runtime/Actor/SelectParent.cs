namespace Broker.Runtime.Actor;

/// <summary>To the parent.</summary>
public class SelectParent : SelectionPathElement
{
    /// <summary>The only instance needed.</summary>
    public static readonly SelectParent Instance = new();

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is SelectParent;

    /// <inheritdoc />
    public override int GetHashCode() => typeof(SelectParent).GetHashCode();

    /// <inheritdoc />
    public override string ToString() => "..";
}

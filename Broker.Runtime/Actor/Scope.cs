namespace Broker.Runtime.Actor;

/// <summary>Where an actor is to be created.</summary>
public abstract class Scope : IEquatable<Scope>
{
    /// <summary>In its own system.</summary>
    public static readonly LocalScope Local = LocalScope.Instance;

    /// <summary>This scope, or <paramref name="other"/> where this one says nothing.</summary>
    public abstract Scope WithFallback(Scope other);

    /// <summary>A copy.</summary>
    public abstract Scope Copy();

    /// <inheritdoc />
    public virtual bool Equals(Scope? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Scope);

    /// <inheritdoc />
    public override int GetHashCode() => GetType().GetHashCode();
}

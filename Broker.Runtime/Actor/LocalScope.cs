namespace Broker.Runtime.Actor;

/// <summary>An actor is created in its own system.</summary>
public class LocalScope : Scope
{
    private LocalScope()
    {
    }

    /// <summary>The only instance.</summary>
    public static LocalScope Instance { get; } = new();

    /// <inheritdoc />
    public override Scope WithFallback(Scope other) => this;

    /// <inheritdoc />
    public override Scope Copy() => this;
}

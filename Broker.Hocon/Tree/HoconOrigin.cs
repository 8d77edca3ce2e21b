namespace Broker.Hocon;

/// <summary>Where something was written: the source's name, and line and column counted from 1.</summary>
public readonly record struct HoconOrigin(string? Source, int Line, int Column)
{
    /// <summary>The place of values that no text holds.</summary>
    public static HoconOrigin None => default;

    /// <summary><c>source:line:column</c>, or what of it is known.</summary>
    public override string ToString() => Line == 0 ? Source ?? "(no source)" : $"{Source ?? "(text)"}:{Line}:{Column}";
}

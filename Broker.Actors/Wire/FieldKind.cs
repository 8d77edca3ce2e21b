namespace Broker.Actors.Wire;

/// <summary>The lowest bit of a field's key: what follows it.</summary>
internal enum FieldKind
{
    /// <summary>A number of 64 bits in groups of seven, least first.</summary>
    Number = 0,

    /// <summary>A length as such a number, then so many bytes.</summary>
    Bytes = 1,
}

namespace Broker.Testing.Load;

/// <summary>What a number is to those that came before it.</summary>
public enum NumberVerdict
{
    /// <summary>Higher than all.</summary>
    InOrder,

    /// <summary>Lower than another, and not seen yet.</summary>
    Late,

    /// <summary>Seen before.</summary>
    Repeated,
}

namespace Broker.Runtime;

/// <summary>The result of an operation that has none: what a task carries when all it tells is that it ended.</summary>
public sealed class Done
{
    /// <summary>The only instance.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}

using System.Globalization;

namespace Broker.Testing.Histories;

/// <summary>Something that was done to a node or its links.</summary>
/// <param name="Kind">What: one word or few, the same for faults of one kind.</param>
/// <param name="Nodes">Whom it touched.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When it was taken back, or had done its work.</param>
public sealed record Fault(string Kind, IReadOnlyList<string> Nodes, TimeSpan From, TimeSpan Until)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Kind} of {string.Join(", ", Nodes)} from {From.TotalSeconds:0.000} to {Until.TotalSeconds:0.000}");
}

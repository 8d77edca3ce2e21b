namespace Broker.Testing.Histories;

/// <summary>A promise that was broken.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Sentence">What happened, with names.</param>
/// <param name="Excerpt">What was seen around it.</param>
public sealed record Finding(FindingKind Kind, string Sentence, string Excerpt)
{
    /// <inheritdoc/>
    public override string ToString() => Excerpt.Length == 0 ? $"{Kind}: {Sentence}" : $"{Kind}: {Sentence}{Environment.NewLine}{Excerpt}";
}

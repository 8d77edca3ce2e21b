namespace Broker.Testing.Processes;

/// <summary>One line that a process printed.</summary>
/// <param name="Text">The line.</param>
/// <param name="At">When it came: ticks of <see cref="System.Diagnostics.Stopwatch"/>, comparable within this process.</param>
public sealed record OutputLine(string Text, long At)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

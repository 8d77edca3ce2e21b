using System.Globalization;

namespace Broker.Testing.Histories;

/// <summary>One process of a node. Times count from the start of the run.</summary>
/// <param name="Node">The node's name, the same in all its lives.</param>
/// <param name="Address">Its node port, as publish answers name the owner.</param>
/// <param name="From">When it was started.</param>
/// <param name="Until">When it ended; the end of the run when it has not.</param>
/// <param name="End">How it ended.</param>
/// <param name="ExitCode">The exit code, where there is one.</param>
public sealed record NodeLife(string Node, string Address, TimeSpan From, TimeSpan Until, LifeEnd End, int? ExitCode = null)
{
    /// <summary>Whether what it had accepted may have died with it.</summary>
    public bool EndedUncleanly => End is not (LifeEnd.None or LifeEnd.Clean);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Node} lived from {From.TotalSeconds:0.000} to {Until.TotalSeconds:0.000}: {End}{(ExitCode is null ? "" : $", exit code {ExitCode}")}");
}

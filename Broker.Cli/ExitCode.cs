namespace Broker.Cli;

/// <summary>What the process's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Clean = 0;

    /// <summary>A wrong command line: System.CommandLine's own value.</summary>
    public const int Usage = 1;

    /// <summary>A node did not start, did not stop in time, or could not be reached.</summary>
    public const int Failed = 2;
}

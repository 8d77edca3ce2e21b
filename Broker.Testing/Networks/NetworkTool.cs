using System.Diagnostics;

namespace Broker.Testing.Networks;

/// <summary>Runs the system's commands for networks.</summary>
internal static class NetworkTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Runs a command, written as in a shell but without quoting, and returns what it printed; fails when it does.</summary>
    public static string Run(string command)
    {
        var (exitCode, output) = Try(command);
        return exitCode == 0 ? output : throw new InvalidOperationException($"'{command}' ended with {exitCode}: {output}");
    }

    /// <summary>Runs a command and returns its exit code, or -1 where it cannot be run, with all it printed.</summary>
    public static (int ExitCode, string Output) Try(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words.AsSpan(1))
        {
            start.ArgumentList.Add(word);
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            if (!process.WaitForExit(Limit))
            {
                process.Kill();
                return (-1, $"did not end within {Limit.TotalSeconds:0} s");
            }

            return (process.ExitCode, (output + errors.Result).Trim());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}

using System.Globalization;

namespace Broker.Tests.Processes.Nemesis;

/// <summary>How long and how large the runs of the nemesis are, from the environment.</summary>
internal static class RunSettings
{
    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public static TimeSpan Seconds(string variable, int otherwise) => TimeSpan.FromSeconds(Number(variable, otherwise));
}

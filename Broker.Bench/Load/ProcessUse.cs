using System.Globalization;

namespace Broker.Bench.Load;

/// <summary>What /proc says that processes use.</summary>
internal static class ProcessUse
{
    private const double TicksPerSecond = 100;

    /// <summary>User and system time of some processes, added up.</summary>
    public static TimeSpan Cpu(IEnumerable<int> processes) => TimeSpan.FromSeconds(processes.Sum(static process =>
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }));

    /// <summary>What all processors of the machine have worked, or were kept from by its host.</summary>
    public static TimeSpan MachineCpu()
    {
        using var stat = new StreamReader("/proc/stat");
        var fields = stat.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // user nice system idle iowait irq softirq steal
        int[] busy = [1, 2, 3, 6, 7, 8];
        return TimeSpan.FromSeconds(busy.Sum(field => Number(fields[field])) / TicksPerSecond);
    }

    /// <summary>Proportional set size of some processes, added up, in KiB. Memory of sockets, which the kernel has, is not in it.</summary>
    public static long MemoryKiB(IEnumerable<int> processes) => processes.Sum(static process =>
        File.ReadLines($"/proc/{process}/smaps_rollup")
            .Where(static line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Sum(static line => (long)Number(line["Pss:".Length..^"kB".Length])));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

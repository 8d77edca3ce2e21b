using System.Diagnostics;
using System.Globalization;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote;

namespace Broker.Bench.Engine;

/// <summary>What a process has used since its start.</summary>
/// <param name="Cpu">User and system time, as /proc/self/stat has it.</param>
/// <param name="Allocated">Bytes allocated on the managed heap.</param>
/// <param name="Sent">Bytes handed to the sockets of the ordinary and control lanes.</param>
/// <param name="At">When this was taken.</param>
internal readonly record struct Cost(TimeSpan Cpu, long Allocated, long Sent, long At)
{
    public static Cost Now(ActorSystem? system = null)
    {
        using Process self = Process.GetCurrentProcess();
        long sent = system is ExtendedActorSystem { Provider: RemoteActorRefProvider provider } ? provider.Remoting.Counters.BytesSent : 0;
        return new Cost(self.TotalProcessorTime, GC.GetTotalAllocatedBytes(), sent, Stopwatch.GetTimestamp());
    }

    public Cost Since(Cost before) => new(Cpu - before.Cpu, Allocated - before.Allocated, Sent - before.Sent, At - before.At);

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Cpu.Ticks} {Allocated} {Sent} {At}");

    public static Cost FromLine(string line)
    {
        long[] parts = [.. line.Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture))];
        return new Cost(TimeSpan.FromTicks(parts[0]), parts[1], parts[2], parts[3]);
    }
}

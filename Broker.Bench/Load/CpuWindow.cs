namespace Broker.Bench.Load;

/// <summary>What was used from its start on, by the measured processes, by the generator, and by the rest of the machine.</summary>
internal sealed class CpuWindow(IReadOnlyList<int> processes)
{
    private static readonly int[] Self = [Environment.ProcessId];

    private readonly TimeSpan[] _servers = [.. processes.Select(static process => ProcessUse.Cpu([process]))];
    private readonly TimeSpan _self = ProcessUse.Cpu(Self);
    private readonly TimeSpan _machine = ProcessUse.MachineCpu();
    private readonly long _start = LoadClock.Now;

    public TimeSpan Servers { get; private set; }

    /// <summary>The same for each of them, in their order.</summary>
    public IReadOnlyList<TimeSpan> Each { get; private set; } = [];

    public TimeSpan Generator { get; private set; }

    public TimeSpan Others { get; private set; }

    public TimeSpan Length { get; private set; }

    public void End()
    {
        Length = TimeSpan.FromMicroseconds((LoadClock.Now - _start) / 1000.0);
        Each = [.. processes.Select((process, index) => ProcessUse.Cpu([process]) - _servers[index])];
        Servers = TimeSpan.FromTicks(Each.Sum(static one => one.Ticks));
        Generator = ProcessUse.Cpu(Self) - _self;
        Others = ProcessUse.MachineCpu() - _machine - Servers - Generator;
    }
}

using System.Reflection;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Broker.Bench.Micro;

/// <summary>The hot parts one by one: times by BenchmarkDotNet, and allocated bytes held to <c>budgets.json</c>.</summary>
internal static class MicroBenchmarks
{
    /// <summary>A class for each hot part.</summary>
    public static readonly Type[] All =
    [
        typeof(FrameDecode), typeof(FrameEncode), typeof(Mailboxes), typeof(TopicAppend),
        typeof(FanOut), typeof(WildcardMatch), typeof(OutboxQueue), typeof(RemoteLink),
    ];

    /// <summary>Measures the parts whose name has one of some texts in it, or all.</summary>
    public static void Run(string[] names)
    {
        // In this process: the benchmarks are internal, and a build for each of them would take longer than to measure it.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(MarkdownExporter.Default)
            .AddLogger(ConsoleLogger.Default);
        foreach (var type in All.Where(type => names.Length == 0 || names.Any(name => type.Name.Contains(name, StringComparison.OrdinalIgnoreCase))))
        {
            BenchmarkRunner.Run(type, config);
        }
    }

    /// <summary>Each benchmark by its name in <c>budgets.json</c>, with how many operations one call makes.</summary>
    public static IEnumerable<(string Name, Type Part, MethodInfo Method, int Operations)> Each() =>
        from part in All
        from method in part.GetMethods()
        let mark = method.GetCustomAttribute<BenchmarkAttribute>()
        where mark is not null
        select ($"{part.Name}.{method.Name}", part, method, mark.OperationsPerInvoke);
}

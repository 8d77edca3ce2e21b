using System.Diagnostics;
using System.Globalization;
using System.Text;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Fuzz;

/// <summary>Feeds a target with changed inputs of its corpus for a while; the first that it can't take is printed so that it can be repeated.</summary>
/// <remarks>
/// <c>RELAY_FUZZ_SECONDS</c> is the time of each target (default 4), <c>RELAY_TEST_SEED</c> repeats the choices of a run, and <c>RELAY_FUZZ_INPUT</c>,
/// the hexadecimal input of a failure, tries that one only. Inputs that once failed belong into the corpus.
/// </remarks>
internal static class Fuzzing
{
    public const string Seconds = "RELAY_FUZZ_SECONDS";

    public const string Input = "RELAY_FUZZ_INPUT";

    public static async Task RunAsync(ITestOutputHelper output, IEnumerable<byte[]> corpus, IEnumerable<string> words, Func<byte[], Task> target)
    {
        if (Environment.GetEnvironmentVariable(Input) is { Length: > 0 } hex)
        {
            await target(Convert.FromHexString(hex));
            return;
        }

        var seed = Seed.Choose();
        output.WriteLine($"seed {seed}");
        byte[][] kept = [.. corpus];
        var mutator = new Mutator(new Random(seed), kept, [.. words.Select(Encoding.UTF8.GetBytes)]);
        foreach (var input in kept)
        {
            await TryAsync(target, input);
        }

        var limit = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable(Seconds) ?? "4", CultureInfo.InvariantCulture));
        var watch = Stopwatch.StartNew();
        var rounds = 0;
        for (; watch.Elapsed < limit; rounds++)
        {
            await TryAsync(target, mutator.Next());
        }

        output.WriteLine($"Measured: {rounds} inputs in {watch.Elapsed.TotalSeconds:0.0} s");
    }

    public static Task RunAsync(ITestOutputHelper output, IEnumerable<byte[]> corpus, IEnumerable<string> words, Action<byte[]> target) =>
        RunAsync(output, corpus, words, input =>
        {
            target(input);
            return Task.CompletedTask;
        });

    private static async Task TryAsync(Func<byte[], Task> target, byte[] input)
    {
        try
        {
            await target(input);
        }
        catch (Exception cause)
        {
            throw new InvalidOperationException($"{Input}={Convert.ToHexString(input)} \"{Encoding.UTF8.GetString(input)}\": {cause.Message}", cause);
        }
    }
}

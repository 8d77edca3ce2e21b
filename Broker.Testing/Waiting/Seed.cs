using System.Globalization;

namespace Broker.Testing.Waiting;

/// <summary>Where a randomised test takes its randomness from, so that a failure can be repeated.</summary>
public static class Seed
{
    /// <summary>Repeats one run: set it to the number that a failed test printed.</summary>
    public const string Variable = "RELAY_TEST_SEED";

    /// <summary>The seed of this run: from <see cref="Variable"/>, else chosen anew. Print it.</summary>
    public static int Choose() =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
}

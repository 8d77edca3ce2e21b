using Broker.Tests.Architecture.Seam;

namespace Broker.Tests.Architecture;

/// <summary>The broker uses nothing of its engine that Akka.NET does not have under the same name, with the same signature.</summary>
public class SeamTests
{
    private static readonly ApiListing Listing = ApiListing.Load();

    [Theory]
    [InlineData("Broker.Actors")]
    [InlineData("Broker.Node")]
    [InlineData("Broker.Cli")]
    [InlineData("Broker.Testing")]
    [InlineData("Broker.Tests")]
    public void An_assembly_of_the_broker_uses_only_what_both_engines_have(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

        var (problems, _) = SeamCheck.Run(Listing, file);

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}

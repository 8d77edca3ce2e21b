using Broker.Tests.Architecture.Seam;

namespace Broker.Tests.Architecture;

/// <summary>The broker uses nothing of its engine that Akka.NET does not have under the same name, with the same signature.</summary>
public class SeamTests
{
    private static readonly ApiListing Listing = ApiListing.Load();

    // What the node takes from the built-in engine alone. Broker.Node/Engine has a file without it for the other one.
    private static readonly string[] OfBuiltInEngine = ["Akka.Dispatch.FollowUps`0", "Akka.Dispatch.FollowUps.Scope`0"];

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

        var foreign = problems.Where(problem => assembly != "Broker.Node" || !OfBuiltInEngine.Any(type => problem.StartsWith(type + ":", StringComparison.Ordinal)));
        Assert.Equal([], foreign);
    }

    [Fact]
    public void What_only_the_built_in_engine_has_is_named_in_a_file_of_that_engine()
    {
        var files = Repository.Files("Broker.Node", "*.cs").Where(static file => Repository.Read(file).Contains("FollowUps", StringComparison.Ordinal));

        Assert.Equal(["Broker.Node/Engine/SocketTurn.BuiltIn.cs"], files);
    }
}

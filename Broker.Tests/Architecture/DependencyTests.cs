using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Broker.Tests.Architecture;

/// <summary>The arrows between the projects point one way.</summary>
public class DependencyTests
{
    [Theory]
    [InlineData("Broker.Hocon")]
    [InlineData("Broker.Protocol")]
    [InlineData("Broker.Runtime", "Broker.Hocon")]
    [InlineData("Broker.Runtime.TestKit", "Broker.Runtime")]
    [InlineData("Broker.Actors", "Broker.Runtime", "Broker.Protocol")]
    [InlineData("Broker.Node", "Broker.Actors", "Broker.Runtime", "Broker.Protocol", "Broker.Hocon")]
    [InlineData("Broker.Cli", "Broker.Node", "Broker.Hocon")]
    [InlineData("Broker.Testing", "Broker.Protocol")]
    public void A_project_depends_only_on_those_below_it(string project, params string[] allowed)
    {
        if (Open(project) is not { } file)
            return;
        using (file)
        {
            var reader = file.GetMetadataReader();
            var ours = reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).Where(static name => name.StartsWith("Broker.", StringComparison.Ordinal));

            Assert.Equal([], ours.Except(allowed));
        }
    }

    [Theory]
    [InlineData("Broker.Hocon")]
    [InlineData("Broker.Protocol")]
    [InlineData("Broker.Runtime")]
    [InlineData("Broker.Runtime.TestKit")]
    [InlineData("Broker.Actors")]
    [InlineData("Broker.Cli")]
    [InlineData("Broker.Testing")]
    public void Only_the_node_knows_ASP_NET_Core(string project)
    {
        if (Open(project) is not { } file)
            return;
        using (file)
        {
            var reader = file.GetMetadataReader();
            var types = reader.TypeReferences.Select(reader.GetTypeReference).Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}");

            Assert.Equal([], types.Where(static type => type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)));
        }
    }

    // The built-in engine is not there when the tests run on the other one.
    private static PEReader? Open(string project)
    {
        var path = Path.Combine(AppContext.BaseDirectory, project + ".dll");
        return File.Exists(path) ? new PEReader(File.OpenRead(path)) : null;
    }
}

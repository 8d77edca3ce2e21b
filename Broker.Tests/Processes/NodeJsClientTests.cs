using Xunit.Abstractions;

namespace Broker.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class NodeJsClientTests(ThreeNodes nodes, ITestOutputHelper output) : IClassFixture<ThreeNodes>
{
    [NodeJsFact]
    public async Task The_ws_package_talks_to_all_nodes()
    {
        var urls = nodes.Cluster.Nodes.Select(node => node.Http.BaseAddress!.ToString());

        var (exitCode, text) = await NodeJsClient.RunAsync(urls);

        output.WriteLine(text);
        Assert.True(exitCode == 0, text);
    }
}

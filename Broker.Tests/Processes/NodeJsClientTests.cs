using Xunit.Abstractions;

namespace Broker.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class NodeJsClientTests(ThreeNodes nodes, ITestOutputHelper output) : IClassFixture<ThreeNodes>
{
    [NodeJsFact]
    public Task The_ws_package_talks_to_all_nodes() => PassesAsync("client.mjs");

    [NodeJsFact]
    public Task The_script_client_hears_filters_and_reads_histories_across_nodes() => PassesAsync("relay.mjs");

    private async Task PassesAsync(string script)
    {
        var urls = nodes.Cluster.Nodes.Select(node => node.Http.BaseAddress!.ToString());

        var (exitCode, text) = await NodeJsClient.RunAsync(script, urls);

        output.WriteLine(text);
        Assert.True(exitCode == 0, text);
    }
}

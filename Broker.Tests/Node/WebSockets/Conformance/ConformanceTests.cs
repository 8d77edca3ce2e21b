namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>The WebSocket of a node against RFC 6455, over a real socket, and against ASP.NET Core's own.</summary>
/// <remarks>A client with a key hears its own topic, to which everything that it says goes: an echo.</remarks>
public sealed class ConformanceTests(RunningNode node, FrameworkEcho framework) : IClassFixture<RunningNode>, IClassFixture<FrameworkEcho>
{
    private static readonly Dictionary<string, Case> Cases = new Case[][]
    {
        [.. FramingCases.All()], [.. ControlCases.All()], [.. FragmentCases.All()], [.. Utf8Cases.All()],
    }.SelectMany(static all => all).ToDictionary(static one => one.Name);

    private static int _keys;

    public static TheoryData<string> All => [.. Cases.Keys];

    public static TheoryData<string> Main => [.. Cases.Values.Where(static one => one.IsMain).Select(static one => one.Name)];

    [Fact]
    public void There_are_several_hundred_cases() => Assert.True(Cases.Count > 500, $"{Cases.Count} cases");

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_node_does_what_the_standard_says(string name)
    {
        using var client = await RawClient.OpenAsync(node.Url, $"/websocket/echo-{Interlocked.Increment(ref _keys)}");
        Assert.Null(await Conversation.PlayAsync(Cases[name], client));
    }

    /// <summary>The expectations are not only ours. A violation ends the framework's connection with a reset, which may overtake its close frame; a node's does not.</summary>
    [Theory]
    [MemberData(nameof(Main))]
    public async Task The_framework_does_the_same_in_the_main_cases(string name)
    {
        using var client = await RawClient.OpenAsync(framework.Url, "/");
        try
        {
            Assert.Null(await Conversation.PlayAsync(Cases[name], client));
        }
        catch (IOException) when (Cases[name].End is 1002 or 1007)
        {
            // The framework has failed the connection too.
        }
    }
}

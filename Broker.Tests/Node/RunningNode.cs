using Broker.Node;
using Broker.Node.Configuration;
using Broker.Testing.Clients;
using Broker.Testing.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Node;

/// <summary>One lone node in this process, on a port that the system chose, with a client for its HTTP side.</summary>
public class RunningNode : IAsyncLifetime
{
    private WebApplication? _app;

    /// <summary>The switches it is started with.</summary>
    protected virtual IReadOnlyList<string> Arguments => ["--port", "0"];

    /// <summary>What a node of a test has beside what every node has.</summary>
    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Asks it over HTTP.</summary>
    public HttpClient Http { get; } = new();

    public async Task InitializeAsync()
    {
        _app = NodeHost.Build(NodeConfiguration.Load(Arguments, static _ => null), static _ => null, Configure);
        await _app.StartAsync().WaitAsync(Deadline.Step);
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Url = new Uri(address);
        Http.BaseAddress = Url;
        await Until.TrueAsync(async () => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode, "the node is ready");
    }

    public virtual async Task DisposeAsync()
    {
        Http.Dispose();
        await StopAsync();
    }

    /// <summary>Stops it as a signal does.</summary>
    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync().WaitAsync(Deadline.Step);
            await app.DisposeAsync();
        }
    }

    /// <summary>A WebSocket client of a path.</summary>
    public Task<SocketClient> ConnectAsync(string path, string? subProtocol = null) =>
        SocketClient.ConnectAsync(new Uri($"ws://{Url.Authority}{path}"), subProtocol);
}

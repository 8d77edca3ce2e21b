using System.Net.WebSockets;
using Broker.Testing.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>An echo on ASP.NET Core's own WebSockets, to compare with.</summary>
public sealed class FrameworkEcho : IAsyncLifetime
{
    private WebApplication? _app;

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(static async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await EchoAsync(socket);
        });
        await _app.StartAsync();
        Url = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task DisposeAsync()
    {
        using var limit = new CancellationTokenSource(Deadline.Step);
        await _app!.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    private static async Task EchoAsync(WebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(socket.CloseStatus ?? WebSocketCloseStatus.Empty, null, CancellationToken.None);
                    return;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    await socket.SendAsync(message.ToArray(), part.MessageType, true, CancellationToken.None);
                    message.SetLength(0);
                }
            }
        }
        catch (WebSocketException)
        {
            // The client broke the protocol; the framework has answered that.
        }
    }
}

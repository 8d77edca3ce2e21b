using System.Net;
using Broker.Node.Authentication;
using Broker.Node.Configuration;
using Broker.Node.Listening;
using Broker.Node.Pages;
using Broker.Node.Shutdown;
using Broker.Node.WebSockets;
using Broker.Protocol.Errors;
using Broker.Protocol.Limits;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Broker.Node.Http;

/// <summary>The node's one public port: all ways in.</summary>
internal static class EdgeExtensions
{
    /// <summary>Services of the edge, and the limits of its server.</summary>
    public static WebApplicationBuilder AddEdge(this WebApplicationBuilder builder, NodeConfiguration configuration)
    {
        var http = configuration.Get<HttpOptions>();
        var room = ConnectionRoom.Of(http.MaxConnections);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, http, room));

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddClientListening();
        services.AddSingleton(room);
        services.AddClientAuthentication();
        services.AddSingleton<SocketSweep>();
        services.AddSingleton(static provider => new NodeLimits(
            provider.GetRequiredService<IOptions<LimitOptions>>().Value, provider.GetRequiredService<SocketSweep>().NowMs));
        services.AddSingleton<OutboxBudget>();
        services.AddSingleton<MemoryReturn>();
        services.AddSingleton<ClientSockets>();
        services.AddSingleton<NodeState>();
        services.AddSingleton(static provider => new OriginRule(provider.GetRequiredService<IOptions<HttpOptions>>().Value.AllowedOrigins));
        services.AddSingleton<WebSocketEndpoint>();
        services.AddSingleton<PublishEndpoint>();
        services.AddSingleton<HealthEndpoints>();
        services.AddSingleton<NodeMetrics>();
        services.AddSingleton<ClusterMetrics>();
        services.AddSingleton<MetricsText>();
        services.AddHostedService<NodeLifecycle>();
        // The node's own limit comes first; the host's is for what hangs beyond it.
        var stopLimit = configuration.Get<ShutdownOptions>().Timeout + TimeSpan.FromSeconds(5);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = stopLimit);
        return builder;
    }

    /// <summary>The routes.</summary>
    public static WebApplication MapEdge(this WebApplication app)
    {
        var services = app.Services;
        _ = services.GetRequiredService<NodeMetrics>();
        _ = services.GetRequiredService<OutboxBudget>();
        _ = services.GetRequiredService<MemoryReturn>();
        _ = services.GetRequiredService<ClusterMetrics>();
        var rule = services.GetRequiredService<OriginRule>();
        app.Use(next => new BrowserGuard(next, rule).InvokeAsync);

        var sockets = services.GetRequiredService<WebSocketEndpoint>();
        app.Map(ProtocolChoice.PlainPath, (RequestDelegate)sockets.PlainAsync);
        app.Map(ProtocolChoice.PlainPath + "/{**key}", (RequestDelegate)sockets.PlainAsync);
        app.Map(ProtocolChoice.MqttPath, (RequestDelegate)sockets.MqttAsync);

        var publish = services.GetRequiredService<PublishEndpoint>();
        app.Map(PublishEndpoint.Prefix + "{**topic}", (RequestDelegate)publish.HandleAsync);

        var health = services.GetRequiredService<HealthEndpoints>();
        app.MapGet("/health/live", (RequestDelegate)health.LiveAsync);
        app.MapGet("/health/ready", (RequestDelegate)health.ReadyAsync);
        app.MapGet("/metrics", (RequestDelegate)services.GetRequiredService<MetricsText>().AnswerAsync);
        app.MapPages();
        app.MapFallback((RequestDelegate)(context => Answers.ErrorAsync(
            context, ErrorCode.BadRequest, "there is nothing at this address", StatusCodes.Status404NotFound)));
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, HttpOptions http, ConnectionRoom room)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = http.MaxBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = room.Max;
        kestrel.Limits.MaxConcurrentUpgradedConnections = room.Max;
        // A slow handshake holds a connection for so long at most; a request line has room for a list of topics.
        kestrel.Limits.RequestHeadersTimeout = http.HeaderTimeout;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.KeepAliveTimeout = http.IdleTimeout;
        if (http.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenLocalhost(http.Port, UseHttp1);
        }
        else
        {
            kestrel.Listen(IPAddress.Parse(http.Host), http.Port, UseHttp1);
        }

        static void UseHttp1(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;
    }
}

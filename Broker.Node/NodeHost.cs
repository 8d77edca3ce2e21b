using Broker.Node.Configuration;
using Broker.Node.Engine;
using Broker.Node.Http;
using Broker.Node.Logging;
using Broker.Node.Shutdown;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Broker.Node;

/// <summary>Puts a node together: settings, actors, edge.</summary>
internal static class NodeHost
{
    /// <summary>A node that is ready to run. The environment says whether a parent process holds it.</summary>
    public static WebApplication Build(
        NodeConfiguration configuration, Func<string, string?> environment, Action<WebApplicationBuilder>? configure = null)
    {
        // Settings come from the configuration alone: no files, variables or switches that the host would read by itself.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders()
            .AddConsole(static console => console.FormatterName = LineFormatter.FormatterName)
            .AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, UnloggedCategories>();

        // In this order: the actors start before the server listens, and stop after it.
        builder.Services.AddNodeConfiguration(configuration);
        builder.Services.AddParentWatch(environment);
        builder.Services.AddActorEngine(configuration);
        builder.AddEdge(configuration);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapEdge();
        return app;
    }
}

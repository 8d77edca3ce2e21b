using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Broker.Node.Listening;

/// <summary>Who listens for clients.</summary>
internal static class ListeningExtensions
{
    private const string ServerTransport = "Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets";

    /// <summary>Puts the node's own listener in the place of the server's.</summary>
    public static IServiceCollection AddClientListening(this IServiceCollection services)
    {
        services.AddSingleton<EarlyUpgrade>();
        services.AddSingleton<IConnectionListenerFactory, ClientTransport>();

        // What a socket's event leads to runs where it came in, and a write goes to the socket at once: a change of thread for each would
        // cost more than the work between them. Nothing on these paths blocks.
        return services.AddSingleton(static provider => new SocketConnectionContextFactory(
            new SocketConnectionFactoryOptions { UnsafePreferInlineScheduling = true },
            provider.GetRequiredService<ILoggerFactory>().CreateLogger(ServerTransport)));
    }
}

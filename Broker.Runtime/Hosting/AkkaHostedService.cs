using Broker.Runtime.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broker.Runtime.Hosting;

/// <summary>Starts the actor system with the host and stops it in order; a system that ends by itself ends the host.</summary>
/// <remarks>A node that the others declared dead shuts its system down; its process must not live on without it.</remarks>
public partial class AkkaHostedService : IHostedService
{
    /// <summary>The system; set once started.</summary>
    protected ActorSystem? ActorSystem;

    /// <summary>The system's orderly end; set once started.</summary>
    protected CoordinatedShutdown? CoordinatedShutdown;

    /// <summary>The host's services.</summary>
    protected readonly IServiceProvider ServiceProvider;

    /// <summary>What the system is made of.</summary>
    protected readonly AkkaConfigurationBuilder ConfigurationBuilder;

    /// <summary>The host's life.</summary>
    protected readonly IHostApplicationLifetime HostApplicationLifetime;

    /// <summary>The log.</summary>
    protected readonly ILogger<AkkaHostedService> Logger;

    /// <summary>Made by the host.</summary>
    public AkkaHostedService(
        AkkaConfigurationBuilder configurationBuilder,
        IServiceProvider serviceProvider,
        ILogger<AkkaHostedService> logger,
        IHostApplicationLifetime applicationLifetime)
    {
        ConfigurationBuilder = configurationBuilder;
        ServiceProvider = serviceProvider;
        Logger = logger;
        HostApplicationLifetime = applicationLifetime;
    }

    /// <inheritdoc />
    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ActorSystem = ServiceProvider.GetRequiredService<ActorSystem>();
            CoordinatedShutdown = CoordinatedShutdown.Get(ActorSystem);
            await ConfigurationBuilder.StartAsync(ActorSystem);
            _ = StopHostAfterSystemAsync(ActorSystem);
        }
        catch (Exception failure)
        {
            LogStartFailed(Logger, failure);
            throw;
        }
    }

    /// <inheritdoc />
    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        if (CoordinatedShutdown is { } shutdown)
            await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(cancellationToken);
    }

    private async Task StopHostAfterSystemAsync(ActorSystem system)
    {
        await system.WhenTerminated;
        HostApplicationLifetime.StopApplication();
    }
}

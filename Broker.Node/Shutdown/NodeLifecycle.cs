using System.Diagnostics;
using Broker.Actors.Hosting;
using Broker.Node.Configuration;
using Broker.Node.Http;
using Broker.Node.WebSockets;
using Broker.Protocol.Errors;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Broker.Node.Shutdown;

/// <summary>Says when the node is ready, and stops it in order.</summary>
/// <remarks>
/// The order is: not ready; hand the topics over, and with that close the clients with the code that says come back; leave the cluster; stop the
/// server. The steps are tasks in the phases of coordinated shutdown, whoever begins it: a signal, the host, or the cluster, when
/// the other members have removed this node. A node that is removed, or is the only one, can hand nothing over: it closes its clients first, so that
/// nobody looks for topics that end.
/// </remarks>
internal sealed partial class NodeLifecycle(
    ActorSystem system,
    NodeState state,
    ClientSockets sockets,
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<NodeOptions> node,
    IOptions<ShutdownOptions> options,
    ConnectionRoom room,
    TimeProvider time,
    ILogger<NodeLifecycle> logger) : IHostedLifecycleService
{
    private readonly ILogger<NodeLifecycle> _logger = logger;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "relay-not-ready", NotReadyAsync);
        shutdown.AddTask(HandOver.Phase, "relay-close-clients", CloseClientsAsync);
        system.RegisterOnTermination(End);
        Cluster.Get(system).RegisterOnMemberUp(AnnounceReady);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance)
                .WaitAsync(options.Value.Timeout, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogTooSlow(options.Value.Timeout.TotalSeconds);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<Done> NotReadyAsync()
    {
        var downed = CoordinatedShutdown.Get(system).ShutdownReason is CoordinatedShutdown.ClusterDowningReason;
        state.BeginStop(downed);
        LogStopping(downed ? "the cluster has removed it" : "asked to", sockets.Count);
        return downed || IsAlone() ? await CloseClientsAsync() : Done.Instance;
    }

    private bool IsAlone()
    {
        var cluster = Cluster.Get(system);
        return cluster.State.Members.All(member => Equals(member.UniqueAddress, cluster.SelfUniqueAddress));
    }

    private async Task<Done> CloseClientsAsync()
    {
        await sockets.CloseAllAsync(CloseCode.ServiceRestart, "node stops, come back", options.Value.DrainTimeout);
        return Done.Instance;
    }

    private void End()
    {
        state.End();
        lifetime.StopApplication();
    }

    private void AnnounceReady()
    {
        state.BecomeUp();
        var url = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        var name = node.Value.Name.Length > 0 ? node.Value.Name : new Uri(url).Authority;
        using var process = Process.GetCurrentProcess();
        LogReady(name, url, (long)(time.GetLocalNow().DateTime - process.StartTime).TotalMilliseconds);
        if (room.Max < room.Asked)
        {
            LogFewFiles(room.Max, room.Asked, room.Files);
        }
    }
}

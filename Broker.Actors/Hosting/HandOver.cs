using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.Keepers;
using Microsoft.Extensions.Logging;

namespace Broker.Actors.Hosting;

/// <summary>The phase of coordinated shutdown in which what this node's topics have left goes to other nodes.</summary>
/// <remarks>It lies between the end of the shards and the leave: the node is still a member, and its topics live elsewhere already.</remarks>
public static partial class HandOver
{
    /// <summary>The phase's name; its timeout is set as that of any other phase.</summary>
    public const string Phase = "relay-topics-handed-over";

    internal const string Settings = $$"""
        akka.coordinated-shutdown.phases {
          {{Phase}} { depends-on = [cluster-sharding-shutdown-region], timeout = 14s }
          cluster-leave.depends-on = [{{Phase}}]
        }
        """;

    private const int GoodbyeAttempts = 10;
    private static readonly TimeSpan GoodbyePause = TimeSpan.FromMilliseconds(200);

    internal static void AddTo(ActorSystem system, BrokerServices services, IActorRef fence)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(Phase, "relay-hand-over", () => RunAsync(services, fence, shutdown.Timeout(Phase)));
    }

    // Everything taken: only then the others are told that nothing of this node was lost.
    private static async Task<Done> RunAsync(BrokerServices services, IActorRef fence, TimeSpan timeout)
    {
        var began = services.Clock.Now;
        var given = services.Metrics.Keeper.Given;
        await services.Actors.Keeper.Ask<Done>(DrainKeeper.Instance, timeout);
        var left = services.Metrics.Keeper.Held;
        var logger = services.Loggers.CreateLogger(typeof(HandOver).FullName!);
        var seconds = (services.Clock.Now - began) / 1000.0;
        if (left == 0)
        {
            Log.HandedOver(logger, services.Metrics.Keeper.Given - given, seconds);
            await SayGoodbyeAsync(services, timeout);
        }
        else
        {
            Log.Ended(logger, services.Metrics.Keeper.Given - given, seconds, left);
        }

        await fence.Ask<Done>(CloseFence.Instance, timeout);
        return Done.Instance;
    }

    // An invite that another node has not acknowledged would be lost with this one; if it stays so, the others tell their subscribers.
    private static async Task SayGoodbyeAsync(BrokerServices services, TimeSpan timeout)
    {
        for (var attempt = 0; attempt < GoodbyeAttempts; attempt++)
        {
            if ((await services.Actors.Heads.Ask<GoodbyeSaid>(SayGoodbye.Instance, timeout)).IsSaid)
            {
                return;
            }

            await Task.Delay(GoodbyePause, services.Clock.Provider);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2600, LogLevel.Information, "{Given} topics handed over in {Seconds:0.0} s.")]
        public static partial void HandedOver(ILogger logger, long given, double seconds);

        [LoggerMessage(2601, LogLevel.Information, "{Given} topics handed over in {Seconds:0.0} s; {Left} end with this node, since no other is left that could take them.")]
        public static partial void Ended(ILogger logger, long given, double seconds, long left);
    }
}

using System.Collections.Concurrent;
using Broker.Runtime;
using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;

namespace EngineTests.Actor;

public sealed class CoordinatedShutdownTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Tasks_run_in_the_order_of_their_phases()
    {
        var (system, shutdown, ran) = Start();
        foreach (var phase in new[]
                 {
                     CoordinatedShutdown.PhaseClusterLeave, CoordinatedShutdown.PhaseServiceUnbind,
                     CoordinatedShutdown.PhaseBeforeActorSystemTerminate, CoordinatedShutdown.PhaseBeforeServiceUnbind,
                     CoordinatedShutdown.PhaseClusterShardingShutdownRegion, CoordinatedShutdown.PhaseServiceRequestsDone,
                 })
        {
            Note(shutdown, ran, phase);
        }

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

        Assert.Equal(
            ["before-service-unbind", "service-unbind", "service-requests-done", "cluster-sharding-shutdown-region", "cluster-leave", "before-actor-system-terminate"],
            ran);
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Terminating_the_system_runs_it_and_says_why()
    {
        var (system, shutdown, ran) = Start();
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        await system.Terminate().WaitAsync(Patience);

        Assert.Equal(["service-stop"], ran);
        Assert.Same(CoordinatedShutdown.ActorSystemTerminateReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_second_run_is_the_first_one()
    {
        var (_, shutdown, ran) = Start();
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        var first = shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);
        var second = shutdown.Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        await Task.WhenAll(first, second).WaitAsync(Patience);

        Assert.Single(ran);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_failed_task_and_one_that_never_ends_do_not_stop_the_shutdown()
    {
        var (_, shutdown, ran) = Start("akka.coordinated-shutdown.phases.service-unbind.timeout = 50ms");
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "fails", () => throw new FormatException());
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "hangs", () => new TaskCompletionSource<Done>().Task);
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

        Assert.Equal(["service-stop"], ran);
    }

    [Fact]
    public async Task A_phase_that_does_not_recover_ends_the_shutdown_with_its_failure()
    {
        var (system, shutdown, ran) = Start("akka.coordinated-shutdown.phases.service-unbind.recover = off");
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => Task.FromException<Done>(new FormatException()));
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        await Assert.ThrowsAsync<FormatException>(() => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience));

        Assert.Empty(ran);
        Assert.False(system.WhenTerminated.IsCompleted);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_phase_that_does_not_recover_and_does_not_end_in_time_ends_the_shutdown()
    {
        var (system, shutdown, ran) = Start("akka.coordinated-shutdown.phases.service-unbind { recover = off, timeout = 50ms }");
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "hangs", () => new TaskCompletionSource<Done>().Task);
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        await Assert.ThrowsAsync<TimeoutException>(() => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance)).WaitAsync(Patience);

        Assert.Empty(ran);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Terminating_ends_the_system_even_when_a_phase_fails_that_does_not_recover()
    {
        var (system, shutdown, ran) = Start("akka.coordinated-shutdown.phases.service-unbind.recover = off");
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => Task.FromException<Done>(new FormatException()));
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        await system.Terminate().WaitAsync(Patience);

        Assert.Empty(ran);
    }

    [Fact]
    public async Task Without_terminate_actor_system_only_terminating_ends_the_actors()
    {
        var (system, shutdown, ran) = Start("akka.coordinated-shutdown.terminate-actor-system = off");
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);

        Assert.Equal(["service-stop"], ran);
        Assert.False(system.WhenTerminated.IsCompleted);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Without_run_by_actor_system_terminate_terminating_runs_no_phase()
    {
        var (system, shutdown, ran) = Start("akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        await system.Terminate().WaitAsync(Patience);

        Assert.Empty(ran);
        Assert.Null(shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_disabled_phase_is_left_out()
    {
        var (_, shutdown, ran) = Start("akka.coordinated-shutdown.phases.service-unbind.enabled = off");
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceUnbind);
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

        Assert.Equal(["service-stop"], ran);
    }

    [Fact]
    public async Task A_task_added_while_an_earlier_phase_runs_is_run()
    {
        var (_, shutdown, ran) = Start();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "adds", () =>
        {
            Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);
            return Task.FromResult(Done.Instance);
        });

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

        Assert.Equal(["service-stop"], ran);
    }

    [Fact]
    public async Task Tasks_of_a_phase_run_side_by_side_and_the_next_phase_waits_for_all()
    {
        var (_, shutdown, ran) = Start();
        var both = new CountdownEvent(2);
        for (var i = 0; i < 2; i++)
        {
            shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, $"meets-{i}", () =>
            {
                // Blocks until the other has begun, too.
                both.Signal();
                Assert.True(both.Wait(Patience));
                ran.Enqueue("met");
                return Task.FromResult(Done.Instance);
            });
        }

        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceStop);

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

        Assert.Equal(["met", "met", "service-stop"], ran);
    }

    [Fact]
    public async Task It_can_begin_in_the_middle()
    {
        var (_, shutdown, ran) = Start();
        Note(shutdown, ran, CoordinatedShutdown.PhaseServiceUnbind);
        Note(shutdown, ran, CoordinatedShutdown.PhaseClusterLeave);

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseClusterLeave).WaitAsync(Patience);

        Assert.Equal(["cluster-leave"], ran);
    }

    [Fact]
    public async Task Phases_have_Akkas_times_and_unknown_ones_are_refused()
    {
        var (system, shutdown, _) = Start();

        Assert.Equal(TimeSpan.FromSeconds(10), shutdown.Timeout(CoordinatedShutdown.PhaseClusterShardingShutdownRegion));
        Assert.Equal(TimeSpan.FromSeconds(5), shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop));
        Assert.Throws<ArgumentException>(() => shutdown.Timeout("lunch"));
        Assert.ThrowsAny<Exception>(() => shutdown.AddTask("lunch", "x", () => Task.FromResult(Done.Instance)));
        await system.Terminate().WaitAsync(Patience);
    }

    private static (ActorSystem System, CoordinatedShutdown Shutdown, ConcurrentQueue<string> Ran) Start(string hocon = "")
    {
        var system = ActorSystem.Create("shutdown", ConfigurationFactory.ParseString("akka.loglevel = OFF\n" + hocon));
        return (system, CoordinatedShutdown.Get(system), new ConcurrentQueue<string>());
    }

    private static void Note(CoordinatedShutdown shutdown, ConcurrentQueue<string> ran, string phase) => shutdown.AddTask(phase, "note", () =>
    {
        ran.Enqueue(phase);
        return Task.FromResult(Done.Instance);
    });
}

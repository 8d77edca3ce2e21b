using Broker.Cli;
using Broker.Cli.Up;

namespace Broker.Tests.Cli.Up;

public sealed class LocalClusterStateTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LocalClusterState _state = new(new UpSettings(Nodes: 3, Port: 8080, Settings: []));

    [Fact]
    public void All_nodes_are_started_together()
    {
        var effects = _state.Handle(new UpEvent.Begun());

        Assert.Equal([0, 1, 2], effects.OfType<UpEffect.Start>().Select(start => start.Node));
    }

    [Fact]
    public void The_urls_are_printed_as_nodes_become_ready_and_the_last_one_announces_the_cluster()
    {
        _state.Handle(new UpEvent.Begun());

        Assert.Contains("node-2 is ready after 1.00 s: http://localhost:8081/", Said(new UpEvent.NodeReady(1, 1, Second)));
        _state.Handle(new UpEvent.NodeReady(0, 1, Second));

        Assert.Contains("All 3 nodes are ready after 2.00 s", Said(new UpEvent.NodeReady(2, 1, 2 * Second)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_node_is_reported_and_started_again_on_demand()
    {
        BecomeReady();

        Assert.Contains(new UpEffect.Kill(1), _state.Handle(new UpEvent.Typed("kill 2")));
        Assert.Contains("node-2 was killed. Type 'start 2'", Said(new UpEvent.NodeExited(1, 1, 137)), StringComparison.Ordinal);
        Assert.Contains(new UpEffect.Start(1, Life: 2), _state.Handle(new UpEvent.Typed("restart 2")));
    }

    [Fact]
    public void A_node_that_dies_by_itself_in_a_running_cluster_is_reported_with_its_exit_code()
    {
        BecomeReady();

        Assert.Contains("node-3 ended by itself with exit code 70", Said(new UpEvent.NodeExited(2, 1, 70)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_restart_stops_first_and_starts_when_the_process_has_ended()
    {
        BecomeReady();

        var asked = _state.Handle(new UpEvent.Typed("restart 1"));
        Assert.Contains(new UpEffect.Stop(0), asked);
        Assert.Empty(asked.OfType<UpEffect.Start>());
        Assert.Contains(new UpEffect.Start(0, Life: 2), _state.Handle(new UpEvent.NodeExited(0, 1, 0)));
    }

    [Theory]
    [InlineData("stop 1", "node-1 does not run")]
    [InlineData("kill 1", "node-1 does not run")]
    [InlineData("start 2", "node-2 runs already")]
    [InlineData("dance", "Not a command")]
    public void A_command_that_makes_no_sense_now_says_so(string line, string expected)
    {
        BecomeReady();
        _state.Handle(new UpEvent.Typed("stop 1"));
        _state.Handle(new UpEvent.NodeExited(0, 1, 0));

        Assert.Contains(expected, Said(new UpEvent.Typed(line)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_request_stops_the_running_nodes_and_ends_after_the_last()
    {
        BecomeReady();
        _state.Handle(new UpEvent.Typed("kill 2"));
        _state.Handle(new UpEvent.NodeExited(1, 1, 137));

        var stopping = _state.Handle(new UpEvent.StopRequested());
        Assert.Equal([0, 2], stopping.OfType<UpEffect.Stop>().Select(stop => stop.Node));
        Assert.Empty(_state.Handle(new UpEvent.NodeExited(0, 1, 0)).OfType<UpEffect.End>());
        Assert.Contains(new UpEffect.End(ExitCode.Clean), _state.Handle(new UpEvent.NodeExited(2, 1, 0)));
    }

    [Fact]
    public void A_second_stop_request_changes_nothing()
    {
        BecomeReady();
        _state.Handle(new UpEvent.Typed("quit"));

        Assert.Empty(_state.Handle(new UpEvent.StopRequested()));
    }

    [Fact]
    public void A_node_that_does_not_stop_in_time_is_killed_and_the_exit_code_tells()
    {
        BecomeReady();
        _state.Handle(new UpEvent.Typed("quit"));
        _state.Handle(new UpEvent.NodeExited(0, 1, 0));
        _state.Handle(new UpEvent.NodeExited(1, 1, 0));

        Assert.Contains(new UpEffect.Kill(2), _state.Handle(new UpEvent.DeadlinePassed(2, 1, NodeState.Stopping)));
        Assert.Contains(new UpEffect.End(ExitCode.Failed), _state.Handle(new UpEvent.NodeExited(2, 1, 137)));
    }

    [Fact]
    public void A_node_that_ends_before_the_cluster_was_ready_ends_all_with_a_failure()
    {
        _state.Handle(new UpEvent.Begun());
        var effects = _state.Handle(new UpEvent.NodeExited(0, 1, 1));

        Assert.Equal([1, 2], effects.OfType<UpEffect.Stop>().Select(stop => stop.Node));
        _state.Handle(new UpEvent.NodeExited(1, 1, 0));
        Assert.Contains(new UpEffect.End(ExitCode.Failed), _state.Handle(new UpEvent.NodeExited(2, 1, 0)));
    }

    [Fact]
    public void News_of_an_earlier_life_change_nothing()
    {
        BecomeReady();
        _state.Handle(new UpEvent.Typed("restart 1"));
        _state.Handle(new UpEvent.NodeExited(0, 1, 0));

        Assert.Empty(_state.Handle(new UpEvent.NodeExited(0, 1, 0)));
        Assert.Empty(_state.Handle(new UpEvent.NodeReady(0, 1, Second)));
        Assert.Empty(_state.Handle(new UpEvent.DeadlinePassed(0, 1, NodeState.Stopping)));
    }

    [Fact]
    public void The_status_lists_every_node_with_its_url()
    {
        BecomeReady();
        _state.Handle(new UpEvent.Typed("stop 3"));

        var said = Said(new UpEvent.Typed("status"));

        Assert.Contains("node-1   ready     http://localhost:8080/", said, StringComparison.Ordinal);
        Assert.Contains("node-3   stopping  http://localhost:8082/", said, StringComparison.Ordinal);
    }

    private void BecomeReady()
    {
        _state.Handle(new UpEvent.Begun());
        for (var node = 0; node < 3; node++)
        {
            _state.Handle(new UpEvent.NodeReady(node, 1, Second));
        }
    }

    private string Said(UpEvent happened) =>
        string.Join('\n', _state.Handle(happened).OfType<UpEffect.Say>().Select(say => say.Text));
}

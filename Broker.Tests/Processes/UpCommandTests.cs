using Broker.Testing.Processes;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class UpCommandTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly CommandProcess _up = new("Broker.Cli.dll");

    [LinuxFact]
    public async Task A_node_of_a_local_cluster_is_killed_and_restarted_from_the_keyboard_and_all_end_cleanly()
    {
        var port = FirstOfThreePorts();
        _up.Start("up", "--nodes", "3", "--port", $"{port}");
        await _up.LineAsync("All 3 nodes are ready");

        _up.Type("kill 2");
        await _up.LineAsync("node-2 was killed");
        _up.Type("restart 2");
        await _up.LineAsync("node-2 is ready", occurrence: 2);
        _up.Type("stop 3");
        await _up.LineAsync("node-3 has stopped with exit code 0");
        _up.Type("status");
        await _up.LineAsync("node-3   ended");
        _up.Type("quit");

        Assert.Equal(0, await _up.ExitedAsync());
        await Until.TrueAsync(() => NoneListensAsync(port), "the ports free again");
    }

    [LinuxFact]
    public async Task Ctrl_C_ends_all_nodes_cleanly()
    {
        var port = FirstOfThreePorts();
        _up.Start("up", "--nodes", "2", "--port", $"{port}");
        await _up.LineAsync("All 2 nodes are ready");

        _up.Interrupt();

        Assert.Equal(0, await _up.ExitedAsync());
        Assert.True(await NoneListensAsync(port));
    }

    [LinuxFact]
    public async Task No_node_outlives_its_parent_even_when_that_is_killed()
    {
        var port = FirstOfThreePorts();
        _up.Start("up", "--nodes", "2", "--port", $"{port}");
        await _up.LineAsync("All 2 nodes are ready");

        _up.Kill();

        var took = await Until.TrueAsync(() => NoneListensAsync(port), "the nodes ended after their parent was killed", Deadline.Recovery);
        output.WriteLine($"Measured: The nodes ended {took.TotalSeconds:0.0} s after their parent was killed");
    }

    [Fact]
    public async Task Ports_that_are_in_use_are_named_before_anything_is_started()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        _up.Start("up", "--nodes", "1", "--port", $"{port}");

        await _up.LineAsync($"In use already: port {port}");
        Assert.Equal(2, await _up.ExitedAsync());
    }

    [Theory]
    [InlineData("up", "--nodes", "0")]
    [InlineData("up", "--nodes", "many")]
    [InlineData("upwards")]
    public async Task A_wrong_command_line_is_answered_with_exit_code_1(params string[] arguments)
    {
        _up.Start(arguments);

        Assert.Equal(1, await _up.ExitedAsync());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        output.WriteLine(_up.Tail());
        await _up.DisposeAsync();
    }

    private static int FirstOfThreePorts()
    {
        while (true)
        {
            var port = FreePorts.Next();
            if (FreePorts.Next() == port + 1 && FreePorts.Next() == port + 2)
            {
                return port;
            }
        }
    }

    private static async Task<bool> NoneListensAsync(int first)
    {
        for (var port = first; port < first + 3; port++)
        {
            using var client = new System.Net.Sockets.TcpClient();
            try
            {
                await client.ConnectAsync(System.Net.IPAddress.Loopback, port);
                return false;
            }
            catch (System.Net.Sockets.SocketException)
            {
                // Nobody listens, as it should be.
            }
        }

        return true;
    }
}

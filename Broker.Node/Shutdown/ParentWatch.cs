namespace Broker.Node.Shutdown;

/// <summary>Stops the node in order when the process that started it is gone: their pipe, this node's standard input, then ends.</summary>
public sealed class ParentWatch(IHostApplicationLifetime lifetime) : IHostedService
{
    /// <summary>Set to 1 by a parent that holds the other end of standard input.</summary>
    public const string Variable = "RELAY_PARENT_PIPE";

    private volatile bool _stopping;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own, since reading standard input blocks one for the node's whole life.
        var thread = new Thread(Watch) { IsBackground = true, Name = "parent watch" };
        thread.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        return Task.CompletedTask;
    }

    private void Watch()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        try
        {
            while (input.Read(buffer) > 0)
            {
                // What comes is of no interest, only that it ends.
            }
        }
        catch (IOException)
        {
            // A broken pipe is an end as well.
        }

        if (!_stopping)
            lifetime.StopApplication();
    }
}

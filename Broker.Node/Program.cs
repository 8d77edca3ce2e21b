using Broker.Node;
using Broker.Node.Configuration;
using Broker.Node.Shutdown;
using Broker.Node.WebSockets;

SocketThreads.HandleEvents();
using var signals = new StopSignals();
NodeConfiguration configuration;
try
{
    configuration = NodeConfiguration.Load(args, Environment.GetEnvironmentVariable);
}
catch (NodeConfigurationException errors)
{
    await Console.Error.WriteLineAsync(errors.Message);
    return 1;
}

await using var app = NodeHost.Build(configuration, Environment.GetEnvironmentVariable);
var state = app.Services.GetRequiredService<NodeState>();
var stopping = app.Lifetime.ApplicationStopping;
signals.Stop(app.Lifetime);
try
{
    await app.RunAsync();
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    // Asked to stop before it had started: nothing is left to be stopped in order.
}

return state.ExitCode;

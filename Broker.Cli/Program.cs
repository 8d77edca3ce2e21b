using System.CommandLine;
using Broker.Cli.Configuration;
using Broker.Cli.Messages;
using Broker.Cli.Up;

var root = new RootCommand("ActorRelay from the terminal: a local cluster, messages, settings")
{
    UpCommand.Create(),
    PubCommand.Create(),
    SubCommand.Create(),
    ConfigCommand.Create(),
};

// A cluster is given time to hand over and end; Broker.Cli.Up sets the deadline for each node.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
return await root.Parse(args).InvokeAsync(configuration);

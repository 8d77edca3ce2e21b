using System.CommandLine;
using Broker.Cli.Up;

var root = new RootCommand("ActorRelay: start a local cluster, try it from the terminal")
{
    UpCommand.Create(),
};

// A cluster is given time to hand over and end; Broker.Cli.Up sets the deadline for each node.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
return await root.Parse(args).InvokeAsync(configuration);

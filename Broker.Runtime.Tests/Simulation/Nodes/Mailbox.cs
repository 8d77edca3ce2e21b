namespace EngineTests.Simulation.Nodes;

/// <summary>The actors of a simulated process. Each takes its messages in order; between two of them anything may come first.</summary>
internal enum Mailbox : byte
{
    Daemon,
    Resolver,
    Singleton,
    Region,
    Coordinator,
    Watcher,
    Probe,
    Shard,
}

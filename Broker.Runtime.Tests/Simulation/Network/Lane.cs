namespace EngineTests.Simulation.Network;

/// <summary>The lanes of remoting: each keeps the order of its messages.</summary>
internal enum Lane : byte
{
    Control,
    Ordinary,
    Heartbeat,
}

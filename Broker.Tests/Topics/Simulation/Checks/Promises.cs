namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>What the simulation checks, in the words of docs/topic-protocol.md.</summary>
internal static class Promises
{
    public const string OnePlace = "no two publications are delivered under one (topic, epoch, offset)";
    public const string InOrder = "a subscriber hears an epoch in order, without gap or duplicate, or is told";
    public const string AfterSubscribe = "what is published after an acknowledged subscribe is heard, or the subscriber is told";
    public const string Accepted = "an accepted publish is heard by everyone who stays, or they are told";
    public const string Once = "a repeat never appears twice";
    public const string PublisherOrder = "a publisher's accepted publishes stand in a topic in the order it made them";
    public const string CleanMove = "a clean move changes nothing";
    public const string Convergence = "after the last fault everyone converges";
    public const string Bounds = "memory is bounded";
}

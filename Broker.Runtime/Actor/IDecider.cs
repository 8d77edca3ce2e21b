namespace Broker.Runtime.Actor;

/// <summary>Decides what happens to a child that failed.</summary>
public interface IDecider
{
    /// <summary>The decision for <paramref name="cause"/>.</summary>
    Directive Decide(Exception cause);
}

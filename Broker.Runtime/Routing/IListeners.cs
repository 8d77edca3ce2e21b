namespace Broker.Runtime.Routing;

/// <summary>An actor that others can listen to.</summary>
public interface IListeners
{
    /// <summary>Who listens.</summary>
    ListenerSupport Listeners { get; }
}

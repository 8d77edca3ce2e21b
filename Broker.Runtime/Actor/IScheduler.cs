namespace Broker.Runtime.Actor;

/// <summary>Does things later; one for each actor system.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>Runs code instead of sending messages.</summary>
    IAdvancedScheduler Advanced { get; }
}

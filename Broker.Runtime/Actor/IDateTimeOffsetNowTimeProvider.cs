namespace Broker.Runtime.Actor;

/// <summary>A clock that follows the machine's.</summary>
public interface IDateTimeOffsetNowTimeProvider : ITimeProvider;

namespace Broker.Runtime.Pattern;

/// <summary>When a backoff supervisor begins to count anew.</summary>
public interface IBackoffReset;

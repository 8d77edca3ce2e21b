using Broker.Runtime.Actor;

namespace Broker.Runtime.Pattern;

/// <summary>An operation was called at a time when it is not allowed.</summary>
public class IllegalStateException(string message, Exception? innerEx = null) : AkkaException(message, innerEx);

namespace Broker.Runtime.Actor;

/// <summary>The root of the engine's own exceptions.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>Creates it without a message.</summary>
    protected AkkaException()
    {
    }

    /// <summary>Creates it with what went wrong, and why.</summary>
    protected AkkaException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>What caused this exception, if something did.</summary>
    protected Exception? Cause => InnerException;
}

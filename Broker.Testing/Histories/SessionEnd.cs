namespace Broker.Testing.Histories;

/// <summary>How a subscriber's connection ended.</summary>
public enum SessionEnd
{
    /// <summary>It lasted to the end of the run.</summary>
    Stayed,

    /// <summary>The subscriber left by itself.</summary>
    Left,

    /// <summary>The broker closed it with a code that says come back: the subscriber knows that it may have missed something.</summary>
    Told,

    /// <summary>It broke without a word, as it does when the node dies. The subscriber knows as well.</summary>
    Broken,

    /// <summary>The broker closed it with a code that says that coming back changes nothing. Nothing here gives it a reason to.</summary>
    SentAway,
}

namespace Broker.Runtime.TestKit;

/// <summary>Names the dispatcher on which an idle actor handles a message on the thread that sends it, before the send returns.</summary>
public static class CallingThreadDispatcher
{
    /// <summary>Where it is configured.</summary>
    public static readonly string Id = "akka.test.calling-thread-dispatcher";
}

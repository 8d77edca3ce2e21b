namespace Broker.Actors.Connections;

/// <summary>A connection's timer to itself: the topics should have answered by now.</summary>
internal sealed class OpenTimedOut
{
    public static readonly OpenTimedOut Instance = new();

    private OpenTimedOut()
    {
    }
}

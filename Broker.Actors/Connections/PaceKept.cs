namespace Broker.Actors.Connections;

/// <summary>A connection's timer to itself: the client was slowed down for long enough.</summary>
internal sealed class PaceKept
{
    public static readonly PaceKept Instance = new();

    private PaceKept()
    {
    }
}

namespace Broker.Actors.Fencing;

/// <summary>Shutdown to this node's fence: the owners have ended, this node acts no more.</summary>
internal sealed class CloseFence
{
    public static readonly CloseFence Instance = new();

    private CloseFence()
    {
    }
}

namespace Broker.Actors.Keepers;

/// <summary>Shutdown to this node's keeper: answer when everything left here is with other nodes.</summary>
internal sealed class DrainKeeper
{
    public static readonly DrainKeeper Instance = new();

    private DrainKeeper()
    {
    }
}

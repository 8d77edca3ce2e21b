namespace Broker.Actors.Connections;

/// <summary>To a connection: its client's token may have expired.</summary>
internal sealed class IdentityExpired
{
    public static readonly IdentityExpired Instance = new();

    private IdentityExpired()
    {
    }
}

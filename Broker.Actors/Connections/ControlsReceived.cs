namespace Broker.Actors.Connections;

/// <summary>Socket to connection: so many pings and pongs came that they count as a message. The reader took credit of no bytes for them.</summary>
public sealed class ControlsReceived
{
    public static readonly ControlsReceived Instance = new();

    private ControlsReceived()
    {
    }
}

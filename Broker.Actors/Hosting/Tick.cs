namespace Broker.Actors.Hosting;

/// <summary>An actor's timer to itself: look at the clock.</summary>
internal sealed class Tick
{
    public static readonly Tick Instance = new();

    private Tick()
    {
    }
}

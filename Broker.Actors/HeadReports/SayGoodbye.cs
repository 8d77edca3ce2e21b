namespace Broker.Actors.HeadReports;

/// <summary>Shutdown to reporter: the topics of this node are handed over; say good-bye if no invite is open. Answered by <see cref="GoodbyeSaid"/>.</summary>
public sealed class SayGoodbye
{
    public static readonly SayGoodbye Instance = new();

    private SayGoodbye()
    {
    }
}

namespace Broker.Bench.Load;

/// <summary>What one client publishes.</summary>
/// <param name="number">Names it in stamps.</param>
/// <param name="client">Its connection.</param>
/// <param name="frame">A whole frame, in which only the stamp changes.</param>
/// <param name="stampAt">Where the stamp is.</param>
/// <param name="fan">How many clients hear each message.</param>
internal sealed class LoadPublisher(int number, LoadClient client, byte[] frame, int stampAt, int fan)
{
    public LoadClient Client => client;

    public int Fan => fan;

    /// <summary>How many messages it has published.</summary>
    public long Published { get; private set; }

    /// <summary>The first one that counts; none until the measuring begins.</summary>
    public long FirstMeasured { get; set; } = long.MaxValue;

    /// <summary>Deliveries that are still to come.</summary>
    public long UnderWay { get; set; }

    /// <summary>The bytes of the next message; good until the next call.</summary>
    public ReadOnlySpan<byte> Next(long intended)
    {
        Published++;
        UnderWay += fan;
        new Stamp(number, Published, intended).Write(frame.AsSpan(stampAt));
        return frame;
    }
}

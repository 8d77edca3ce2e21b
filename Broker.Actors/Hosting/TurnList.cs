namespace Broker.Actors.Hosting;

/// <summary>Lists that an actor needs only within a turn: one for each thread, instead of one that every idle actor keeps.</summary>
/// <remarks>A turn within a turn, which a dispatcher on the caller's thread makes, finds none and gets a new one. One that is not given back is garbage.</remarks>
internal static class TurnList<T>
{
    // What one turn of thousands of effects has grown to is not kept.
    private const int MostKept = 256;

    [ThreadStatic]
    private static List<T>? _free;

    public static List<T> Rent()
    {
        var list = _free ?? [];
        _free = null;
        return list;
    }

    public static void Return(List<T> list)
    {
        list.Clear();
        if (list.Capacity <= MostKept)
        {
            _free = list;
        }
    }
}

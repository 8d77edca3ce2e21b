using Broker.Hocon;

namespace Broker.Node.Configuration;

/// <summary>The keys of a tree: the paths at which there is a value that is no object, or an empty one.</summary>
internal static class HoconKeys
{
    public static IEnumerable<(IReadOnlyList<string> Path, HoconValue Value)> Leaves(HoconObject root)
    {
        var open = new Stack<(IReadOnlyList<string> Path, HoconObject Fields)>([([], root)]);
        while (open.TryPop(out var next))
        {
            foreach (var (key, value) in next.Fields)
            {
                IReadOnlyList<string> path = [.. next.Path, key];
                if (value is HoconObject { Count: > 0 } below)
                    open.Push((path, below));
                else
                    yield return (path, value);
            }
        }
    }
}

using System.Globalization;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote.Links;

/// <summary>Actor paths as they go over the wire: without address when it is the sending node's or the receiving node's own.</summary>
internal static class WirePaths
{
    private const string Temporary = "temp";

    /// <summary>The elements and the uid: <c>/user/a#7</c>.</summary>
    public static string Below(ActorPath path)
    {
        string below = path.ToStringWithoutAddress();
        return path.Uid == ActorPath.UndefinedUid ? below : string.Create(CultureInfo.InvariantCulture, $"{below}#{path.Uid}");
    }

    /// <summary>A sender's path: short when it is an actor of <paramref name="self"/>, else with its address.</summary>
    public static string OfSender(ActorPath path, Address self) =>
        path.Address.HasLocalScope || path.Address.Equals(self) ? Below(path) : path.ToSerializationFormat();

    /// <summary>Whether the path is used for one answer only, so that a slot would be wasted on it.</summary>
    public static bool IsTemporary(ActorPath path)
    {
        if (path.Depth < 2)
            return false;
        ActorPath top = path;
        while (top.Depth > 1)
            top = top.Parent;
        return top.Name == Temporary;
    }
}

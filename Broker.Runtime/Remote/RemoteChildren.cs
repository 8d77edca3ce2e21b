using System.Globalization;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote;

/// <summary>Walks below a remote reference without asking the other system.</summary>
internal static class RemoteChildren
{
    public static IActorRef Resolve(RemoteActorRef from, RemoteTransport remote, IReadOnlyList<string> names)
    {
        ActorPath path = from.Path;
        long uid = path.Uid;
        foreach (string name in names)
        {
            if (name.Length == 0)
                continue;
            if (name == "..")
            {
                path = path.Parent;
                uid = ActorPath.UndefinedUid;
                continue;
            }

            (string plain, uid) = SplitUid(name);
            path /= plain;
        }

        if (ReferenceEquals(path, from.Path))
            return from;
        return new RemoteActorRef(remote, from.LocalAddressToUse, path.WithUid(uid), ActorRefs.Nobody, props: null, deploy: null);
    }

    private static (string Name, long Uid) SplitUid(string name)
    {
        int hash = name.LastIndexOf('#');
        return hash >= 0 && long.TryParse(name.AsSpan(hash + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long uid)
            ? (name[..hash], uid)
            : (name, ActorPath.UndefinedUid);
    }
}

using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Util;

namespace Broker.Runtime.Actor;

/// <summary>Whatever actors are at a path, looked up each time a message is sent.</summary>
public class ActorSelection : ICanTell
{
    /// <summary>A selection of nothing.</summary>
    public ActorSelection()
        : this(ActorRefs.Nobody, Array.Empty<SelectionPathElement>())
    {
    }

    /// <summary>From <paramref name="anchor"/> along these steps.</summary>
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    /// <summary>From <paramref name="anchor"/> along a path.</summary>
    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Length == 0 ? [] : path.Split('/'))
    {
    }

    /// <summary>From <paramref name="anchor"/> along these elements.</summary>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
        : this(anchor, elements.Where(static e => e.Length > 0).Select(Element).ToArray())
    {
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; }

    /// <summary>The steps.</summary>
    public SelectionPathElement[] Path { get; }

    /// <summary>The steps as a path.</summary>
    public string PathString => "/" + string.Join('/', Path.AsEnumerable());

    /// <inheritdoc />
    /// <remarks>Without a sender it is the actor that runs on this thread, if one does.</remarks>
    public void Tell(object message, IActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        sender ??= CurrentCell.Value?.Self;
        DeliverSelection((IInternalActorRef)Anchor, sender, new ActorSelectionMessage(message, Path));
    }

    /// <summary>The one actor at the path; throws <see cref="ActorNotFoundException"/> if it does not answer in time.</summary>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>The one actor at the path; throws <see cref="ActorNotFoundException"/> if it does not answer in time.</summary>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            // Only one answer comes, so nothing has to tell it from others; the selection itself could not go to another node.
            var identity = await this.Ask<ActorIdentity>(new Identify(null!), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException($"There is no actor at {this}.");
        }
        catch (AskTimeoutException e)
        {
            throw new ActorNotFoundException($"No actor at {this} answered in {timeout}.", e);
        }
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ActorSelection other && Anchor.Equals(other.Anchor) && Path.SequenceEqual(other.Path);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    /// <inheritdoc />
    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path}), Path({PathString})]";

    /// <summary>Walks as far as the path is local, then delivers, or hands over to where it goes on.</summary>
    internal static void DeliverSelection(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        var current = anchor;
        for (var i = 0; i < selection.Elements.Length; i++)
        {
            if (current is not ActorRefWithCell withCell)
            {
                HandOver(current, sender, selection, i);
                return;
            }

            switch (selection.Elements[i])
            {
                case SelectParent:
                    current = current.Parent;
                    break;
                case SelectChildName child:
                    current = withCell.GetSingleChild(child.Name);
                    if (current.IsNobody())
                    {
                        NotFound(anchor, sender, selection);
                        return;
                    }

                    break;
                case SelectChildPattern pattern:
                    FanOut(withCell, sender, selection, pattern, i);
                    return;
                default:
                    throw new NotSupportedException($"Unknown step {selection.Elements[i].GetType()}.");
            }
        }

        current.Tell(selection.Message, sender);
    }

    private static SelectionPathElement Element(string element) =>
        element == ".." ? SelectParent.Instance :
        element.AsSpan().IndexOfAny('*', '?') >= 0 ? new SelectChildPattern(element) : new SelectChildName(element);

    private static void HandOver(IInternalActorRef next, IActorRef? sender, ActorSelectionMessage selection, int from)
    {
        var rest = selection.Copy(elements: selection.Elements[from..]);
        if (next is not MinimalActorRef || !rest.Elements.All(static e => e is SelectChildName))
        {
            next.Tell(rest, sender);
            return;
        }

        var child = next.GetChild(rest.Elements.Select(static e => ((SelectChildName)e).Name).ToArray());
        if (child.IsNobody())
            NotFound(next, sender, rest);
        else
            child.Tell(rest.Message, sender);
    }

    private static void FanOut(ActorRefWithCell parent, IActorRef? sender, ActorSelectionMessage selection, SelectChildPattern pattern, int at)
    {
        var rest = selection.Elements[(at + 1)..];
        foreach (var child in parent.Children.Where(c => c.Path.Name.Like(pattern.PatternStr, caseSensitive: true)))
        {
            if (rest.Length == 0)
                child.Tell(selection.Message, sender);
            else
                DeliverSelection((IInternalActorRef)child, sender, selection.Copy(elements: rest, wildCardFanOut: true));
        }
    }

    private static void NotFound(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        if (selection.WildCardFanOut)
            return;
        var provider = anchor.Provider;
        var path = anchor.Path / selection.Elements.Select(static e => e.ToString()!);
        var stream = ((LocalActorRef)provider.Guardian).Cell.SystemImpl.EventStream;
        new EmptyLocalActorRef(provider, path, stream).Tell(selection.Message, sender);
    }
}

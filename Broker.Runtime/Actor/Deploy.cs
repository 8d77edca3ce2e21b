namespace Broker.Runtime.Actor;

/// <summary>Where and how an actor runs.</summary>
/// <remarks>Immutable. This engine creates actors locally only; routers and remote deployment are left out.</remarks>
public class Deploy : IEquatable<Deploy>
{
    /// <summary>No dispatcher chosen: the system's default.</summary>
    public const string NoDispatcherGiven = "";

    /// <summary>No mailbox chosen: the dispatcher's.</summary>
    public const string NoMailboxGiven = "";

    /// <summary>No capacity chosen for the stash.</summary>
    public const int NoStashSize = -1;

    /// <summary>Nothing chosen.</summary>
    public static readonly Deploy None = new();

    /// <summary>In the same system.</summary>
    public static readonly Deploy Local = new(Scope.Local);

    /// <summary>Nothing chosen.</summary>
    public Deploy()
        : this("", null, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    /// <summary>Chooses the scope.</summary>
    public Deploy(Scope scope)
        : this("", scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    /// <summary>Chooses the scope of the actors at <paramref name="path"/>.</summary>
    public Deploy(string path, Scope scope)
        : this(path, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    private Deploy(string path, Scope? scope, string dispatcher, string mailbox, int stashCapacity)
    {
        Path = path;
        Scope = scope;
        Dispatcher = dispatcher;
        Mailbox = mailbox;
        StashCapacity = stashCapacity;
    }

    /// <summary>The path of the actors this is for.</summary>
    public string Path { get; }

    /// <summary>Where they are created.</summary>
    public Scope? Scope { get; }

    /// <summary>The dispatcher's id.</summary>
    public string Dispatcher { get; }

    /// <summary>The mailbox's id.</summary>
    public string Mailbox { get; }

    /// <summary>How many messages the stash holds.</summary>
    public int StashCapacity { get; }

    /// <summary>With another dispatcher.</summary>
    public virtual Deploy WithDispatcher(string dispatcher) => new(Path, Scope, dispatcher, Mailbox, StashCapacity);

    /// <summary>With another mailbox.</summary>
    public virtual Deploy WithMailbox(string mailbox) => new(Path, Scope, Dispatcher, mailbox, StashCapacity);

    /// <summary>With another scope.</summary>
    public virtual Deploy WithScope(Scope scope) => new(Path, scope, Dispatcher, Mailbox, StashCapacity);

    /// <summary>With another capacity of the stash.</summary>
    public virtual Deploy WithStashCapacity(int stashSize) => new(Path, Scope, Dispatcher, Mailbox, stashSize);

    /// <summary>This one, with what it leaves open taken from <paramref name="other"/>.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(
        Path.Length > 0 ? Path : other.Path,
        Scope ?? other.Scope,
        Dispatcher.Length > 0 ? Dispatcher : other.Dispatcher,
        Mailbox.Length > 0 ? Mailbox : other.Mailbox,
        StashCapacity != NoStashSize ? StashCapacity : other.StashCapacity);

    /// <inheritdoc />
    public bool Equals(Deploy? other) =>
        other is not null && Path == other.Path && Equals(Scope, other.Scope) && Dispatcher == other.Dispatcher &&
        Mailbox == other.Mailbox && StashCapacity == other.StashCapacity;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Deploy);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Path, Scope, Dispatcher, Mailbox, StashCapacity);
}

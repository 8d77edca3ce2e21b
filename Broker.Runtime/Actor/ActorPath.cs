using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Broker.Runtime.Util;

namespace Broker.Runtime.Actor;

/// <summary>The place of an actor in the tree of its system, with the uid of one incarnation.</summary>
/// <remarks>Paths are equal without regard to the uid; references compare it too.</remarks>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    /// <summary>The characters beside letters and digits that a name may have.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    /// <summary>The uid of a path that stands for any incarnation.</summary>
    internal const long UndefinedUid = 0;

    private static readonly SearchValues<char> NameChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + ValidSymbols);

    private protected ActorPath(string name, long uid)
    {
        Name = name;
        Uid = uid;
    }

    /// <summary>The last element of the path.</summary>
    public string Name { get; }

    /// <summary>The incarnation, or 0 for any.</summary>
    public long Uid { get; }

    /// <summary>The system in which the path lies.</summary>
    public abstract Address Address { get; }

    /// <summary>The path above; the root is its own parent.</summary>
    public abstract ActorPath Parent { get; }

    /// <summary>How many elements the path has.</summary>
    public abstract int Depth { get; }

    /// <summary>The names from below the root down to this path.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            var path = this;
            for (var i = elements.Length - 1; i >= 0; i--, path = path.Parent)
                elements[i] = path.Name;
            return elements;
        }
    }

    /// <summary>The elements, the last one with its uid.</summary>
    internal IReadOnlyList<string> ElementsWithUid
    {
        get
        {
            var elements = (string[])Elements;
            if (Uid != UndefinedUid && elements.Length > 0)
                elements[^1] = string.Create(CultureInfo.InvariantCulture, $"{Name}#{Uid}");
            return elements;
        }
    }

    /// <summary>The root of the tree.</summary>
    public ActorPath Root => ParentOf(0);

    /// <summary>The path of a child.</summary>
    public static ActorPath operator /(ActorPath path, string name) => new ChildActorPath(path, name, UndefinedUid);

    /// <summary>The path below, element by element.</summary>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) => name.Aggregate(path, static (p, n) => p / n);

    /// <summary>Equal without regard to the uid.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Different without regard to the uid.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>True when <paramref name="s"/> may be the name of an actor: not empty, no leading <c>$</c>, only allowed characters.</summary>
    public static bool IsValidPathElement(string s) => !string.IsNullOrEmpty(s) && s[0] != '$' && IsValidChars(s);

    /// <summary>As <see cref="IsValidPathElement"/>, for names of the engine, which start with <c>$</c>.</summary>
    internal static bool IsValidChars(ReadOnlySpan<char> s)
    {
        for (var i = 0; i < s.Length; i++)
        {
            if (NameChars.Contains(s[i]))
                continue;
            if (s[i] != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
                return false;
            i += 2;
        }

        return s.Length > 0;
    }

    /// <summary>Joins elements to <c>/a/b</c>.</summary>
    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join('/', pathElements);

    /// <summary>Reads a full path with address.</summary>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var result) ? result : throw new UriFormatException($"\"{path}\" is not an actor path.");

    /// <summary>Reads a full path with address, and a uid if it has one.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        return Address.TryParse(path.AsSpan(), out var address, out var rest) &&
               TryParse(new RootActorPath(address), rest, out actorPath);
    }

    /// <summary>Reads <c>/user/a#1</c> below <paramref name="basePath"/>.</summary>
    public static bool TryParse(ActorPath basePath, string absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath) =>
        TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    /// <summary>Reads <c>/user/a#1</c> below <paramref name="basePath"/>.</summary>
    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        var uid = UndefinedUid;
        var hash = absoluteUri.LastIndexOf('#');
        if (hash >= 0)
        {
            if (!long.TryParse(absoluteUri[(hash + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out uid))
                return false;
            absoluteUri = absoluteUri[..hash];
        }

        var path = basePath;
        foreach (var range in absoluteUri.Split('/'))
        {
            var element = absoluteUri[range];
            if (element.IsEmpty)
                continue;
            path = new ChildActorPath(path, element.ToString(), UndefinedUid);
        }

        actorPath = uid == UndefinedUid ? path : path.WithUid(uid);
        return true;
    }

    /// <summary>Reads only the address of a full path.</summary>
    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) =>
        Address.TryParse(path.AsSpan(), out address, out _);

    /// <summary>The path of a child.</summary>
    public ActorPath Child(string childName) => this / childName;

    /// <summary>The first <paramref name="depth"/> elements of this path; a negative number counts from the end.</summary>
    public ActorPath ParentOf(int depth)
    {
        var path = this;
        for (var up = depth >= 0 ? Depth - depth : -depth; up > 0; up--)
            path = path.Parent;
        return path;
    }

    /// <summary>The same path for another incarnation.</summary>
    public abstract ActorPath WithUid(long uid);

    /// <summary>The path as it goes over the wire: with the address it has, and the uid.</summary>
    public string ToSerializationFormat() => ToStringWithUid();

    /// <summary>The path as it goes over the wire; a local path is given <paramref name="address"/>.</summary>
    public string ToSerializationFormatWithAddress(Address address) => AppendUid(ToStringWithAddress(address));

    /// <summary>Address and elements.</summary>
    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>Address and elements; a local path is given <paramref name="address"/>.</summary>
    public string ToStringWithAddress(Address address) => (Address.HasGlobalScope ? Address : address) + ToStringWithoutAddress();

    /// <summary>Only the elements: <c>/user/a</c>.</summary>
    public virtual string ToStringWithoutAddress() => FormatPathElements(Elements);

    /// <summary>Address, elements and uid.</summary>
    public string ToStringWithUid() => AppendUid(ToStringWithAddress());

    /// <inheritdoc />
    public override string ToString() => ToStringWithAddress();

    /// <inheritdoc />
    public bool Equals(ActorPath? other)
    {
        if (other is null || Depth != other.Depth)
            return false;
        ActorPath a = this, b = other;
        while (!ReferenceEquals(a, b))
        {
            if (a.Name != b.Name)
                return false;
            if (a.Depth == 0)
                return a.Address.Equals(b.Address);
            a = a.Parent;
            b = b.Parent;
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Depth, Depth == 0 ? Address : (object)Parent.Name);

    /// <inheritdoc />
    public int CompareTo(ActorPath? other)
    {
        if (other is null)
            return 1;
        var byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : string.CompareOrdinal(ToStringWithoutAddress(), other.ToStringWithoutAddress());
    }

    /// <inheritdoc />
    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    private string AppendUid(string path) =>
        Uid == UndefinedUid ? path : string.Create(CultureInfo.InvariantCulture, $"{path}#{Uid}");

    /// <summary>A path while it is serialized.</summary>
    public sealed class Surrogate(string path) : ISurrogate
    {
        /// <summary>The path with address and uid.</summary>
        public string Path { get; } = path;

        /// <inheritdoc />
        public ISurrogated FromSurrogate(ActorSystem system) => Parse(Path);
    }
}

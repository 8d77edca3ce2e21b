using System.Globalization;
using Broker.Runtime.Util;

namespace Broker.Runtime.Actor;

/// <summary>Where an actor system is: protocol, system name, and host and port when it can be reached from outside.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ISurrogated, ICloneable
{
    /// <summary>Stands for every actor system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    /// <summary>Orders by protocol, system, host and port, by ordinal comparison.</summary>
    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(static (a, b) => a.CompareTo(b));

    private readonly int _hash;
    private string? _text;

    /// <summary>Creates an address; without <paramref name="host"/> it means a system of this process.</summary>
    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        // Host names compare without case (RFC 3986 section 3.2.2).
        Host = host?.ToLowerInvariant();
        Port = port;
        _hash = HashCode.Combine(protocol, system, Host, port);
    }

    /// <summary>The protocol, such as <c>akka</c> or <c>akka.tcp</c>.</summary>
    public string Protocol { get; }

    /// <summary>The name of the actor system.</summary>
    public string System { get; }

    /// <summary>The host, in lower case; null for a local address.</summary>
    public string? Host { get; }

    /// <summary>The port; null for a local address.</summary>
    public int? Port { get; }

    /// <summary>True when the address has no host: it has a meaning in its own process only.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    /// <summary>True when other processes can use the address.</summary>
    public bool HasGlobalScope => !HasLocalScope;

    /// <summary>Reads an address such as <c>akka.tcp://relay@localhost:4053</c>.</summary>
    public static Address Parse(string address) =>
        TryParse(address, out var result) ? result : throw new FormatException($"\"{address}\" is not an actor system address.");

    /// <summary>Reads an address; a path behind it is not allowed.</summary>
    public static bool TryParse(string path, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Address? address) =>
        TryParse(path, out address, out var rest) && rest is "" or "/";

    /// <summary>Reads an address and gives what follows it, which starts with a slash.</summary>
    public static bool TryParse(
        string path,
        [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Address? address,
        out string absolutUri)
    {
        var ok = TryParse(path.AsSpan(), out address, out var rest);
        absolutUri = rest.ToString();
        return ok;
    }

    /// <summary>Reads an address and gives what follows it, which starts with a slash.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> span,
        [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Address? address,
        out ReadOnlySpan<char> absolutUri)
    {
        address = null;
        absolutUri = default;
        var schemeEnd = span.IndexOf("://");
        if (schemeEnd <= 0 || !span.StartsWith("akka", StringComparison.OrdinalIgnoreCase))
            return false;

        var rest = span[(schemeEnd + 3)..];
        var slash = rest.IndexOf('/');
        absolutUri = slash < 0 ? "/" : rest[slash..];
        var authority = slash < 0 ? rest : rest[..slash];
        var protocol = span[..schemeEnd].ToString();

        var at = authority.IndexOf('@');
        if (at < 0)
        {
            if (authority.IsEmpty)
                return false;
            address = new Address(protocol, authority.ToString());
            return true;
        }

        var hostPort = authority[(at + 1)..];
        var colon = hostPort.LastIndexOf(':');
        if (at == 0 || colon <= 0 ||
            !int.TryParse(hostPort[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            return false;
        address = new Address(protocol, authority[..at].ToString(), hostPort[..colon].ToString(), port);
        return true;
    }

    /// <summary>System, host and port as they stand in an address, without the protocol.</summary>
    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    /// <summary>The same address with another host.</summary>
    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    /// <summary>The same address with another port.</summary>
    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>The same address with another protocol.</summary>
    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    /// <summary>The same address with another system name.</summary>
    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    /// <inheritdoc />
    public object Clone() => new Address(Protocol, System, Host, Port);

    /// <inheritdoc />
    public bool Equals(Address? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && _hash == other._hash && Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Address);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <summary>Equal by value.</summary>
    public static bool operator ==(Address? left, Address? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Different by value.</summary>
    public static bool operator !=(Address? left, Address? right) => !(left == right);

    /// <inheritdoc />
    public int CompareTo(Address? other)
    {
        if (other is null)
            return 1;
        var result = string.CompareOrdinal(Protocol, other.Protocol);
        if (result == 0)
            result = string.CompareOrdinal(System, other.System);
        if (result == 0)
            result = string.CompareOrdinal(Host ?? "", other.Host ?? "");
        return result != 0 ? result : (Port ?? 0).CompareTo(other.Port ?? 0);
    }

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj is null or Address
        ? CompareTo(obj as Address)
        : throw new ArgumentException($"Cannot compare an address with {obj.GetType()}.", nameof(obj));

    /// <inheritdoc />
    public override string ToString() => _text ??= Host is null
        ? $"{Protocol}://{System}"
        : string.Create(CultureInfo.InvariantCulture, $"{Protocol}://{System}@{Host}:{Port}");

    /// <inheritdoc />
    public ISurrogate ToSurrogate(ActorSystem system) =>
        new AddressSurrogate { Protocol = Protocol, System = System, Host = Host, Port = Port };

    /// <summary>An address while it is serialized.</summary>
    public sealed class AddressSurrogate : ISurrogate
    {
        /// <summary>The protocol.</summary>
        public string Protocol { get; set; } = "";

        /// <summary>The system name.</summary>
        public string System { get; set; } = "";

        /// <summary>The host, if any.</summary>
        public string? Host { get; set; }

        /// <summary>The port, if any.</summary>
        public int? Port { get; set; }

        /// <inheritdoc />
        public ISurrogated FromSurrogate(ActorSystem system) => new Address(Protocol, System, Host, Port);
    }
}

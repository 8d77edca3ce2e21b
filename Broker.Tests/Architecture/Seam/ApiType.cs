namespace Broker.Tests.Architecture.Seam;

/// <summary>A type of the listings.</summary>
/// <param name="Name">Namespace and name with its outer types, without generic parameters.</param>
/// <param name="Parameters">The names of the generic parameters, those of outer types first.</param>
/// <param name="Kind">class, sealed, abstract, static, struct, interface, enum or delegate.</param>
/// <param name="Bases">Base type and interfaces, as written.</param>
internal sealed record ApiType(string Name, IReadOnlyList<string> Parameters, string Kind, IReadOnlyList<string> Bases)
{
    /// <summary>Tells types of one name apart.</summary>
    public string Key => $"{Name}`{Parameters.Count}";

    public List<ApiMember> Members { get; } = [];
}

/// <summary>A member as the compiler names it: <c>.ctor</c>, <c>get_X</c>, a method or a field.</summary>
/// <param name="Name">The name.</param>
/// <param name="Signature">What <see cref="ApiSignature"/> makes of it.</param>
/// <param name="IsAbstract">Whoever derives or implements must write it.</param>
internal sealed record ApiMember(string Name, string Signature, bool IsAbstract);

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Broker.Tests.Architecture.Seam;

/// <summary>Compares what a compiled assembly uses of the engine with what Akka.NET offers.</summary>
internal sealed class SeamCheck
{
    private readonly ApiListing _listing;
    private readonly MetadataReader _reader;
    private readonly EngineTypes _engine;
    private readonly List<string> _problems = [];

    private SeamCheck(ApiListing listing, MetadataReader reader)
    {
        _listing = listing;
        _reader = reader;
        _engine = new EngineTypes(reader);
    }

    /// <summary>One line for each use of a type or member that Akka.NET does not have as it is used, and how many uses were looked at.</summary>
    public static (IReadOnlyList<string> Problems, int Uses) Run(ApiListing listing, Stream assembly)
    {
        using var file = new PEReader(assembly);
        var check = new SeamCheck(listing, file.GetMetadataReader());
        var uses = check.CheckTypes() + check.CheckMembers();
        check.CheckDerived();
        return (check._problems.Distinct().Order(StringComparer.Ordinal).ToList(), uses);
    }

    private int CheckTypes()
    {
        var uses = 0;
        foreach (var handle in _reader.TypeReferences)
        {
            if (_engine.KeyOf(handle) is not { } key)
                continue;
            uses++;
            if (_listing.Find(key) is null)
                _problems.Add($"{key}: Akka.NET has no such type.");
        }

        return uses;
    }

    private int CheckMembers()
    {
        var uses = 0;
        foreach (var handle in _reader.MemberReferences)
        {
            var member = _reader.GetMemberReference(handle);
            if (_engine.KeyOf(member.Parent) is not { } key || _listing.Find(key) is not { } type)
                continue;
            uses++;
            var name = _reader.GetString(member.Name);
            var signature = Signature(member);
            var known = _listing.Members(type, name).ToList();
            if (!known.Exists(candidate => Same(candidate.Signature, signature)))
                _problems.Add($"{key}.{name} {signature}: {Instead(known)}");
        }

        return uses;
    }

    // Whoever derives from a type of the engine must write what Akka.NET leaves open, and may override only what it has.
    private void CheckDerived()
    {
        foreach (var handle in _reader.TypeDefinitions)
        {
            var type = _reader.GetTypeDefinition(handle);
            var bases = Bases(type).Select(parent => (Parent: parent, Api: _engine.KeyOf(parent) is { } key ? _listing.Find(key) : null)).Where(static known => known.Api is not null).ToList();
            if (bases.Count == 0 || (type.Attributes & TypeAttributes.Interface) != 0)
                continue;
            var own = Methods(type).ToList();
            foreach (var (parent, api) in bases)
            {
                var arguments = _engine.Arguments(parent);
                var offered = _listing.AllMembers(api!).Select(member => member with { Signature = ApiSignature.Substitute(member.Signature, arguments) }).ToList();
                CheckWritten(type, api!, arguments, own);
                if (parent == type.BaseType)
                    CheckOverrides(type, api!, offered, own);
            }
        }
    }

    private void CheckWritten(TypeDefinition type, ApiType api, List<string> arguments, List<(string Name, string Signature, bool IsOverride)> own)
    {
        if ((type.Attributes & TypeAttributes.Abstract) != 0)
            return;
        foreach (var member in _listing.OpenMembers(api))
        {
            var open = member with { Signature = ApiSignature.Substitute(member.Signature, arguments) };
            if (!own.Exists(method => Matches(method, open)))
                _problems.Add($"{_reader.GetString(type.Name)} : {api.Key} must have {open.Name} {open.Signature}.");
        }
    }

    private void CheckOverrides(TypeDefinition type, ApiType api, List<ApiMember> offered, List<(string Name, string Signature, bool IsOverride)> own)
    {
        foreach (var method in own.Where(static method => method.IsOverride && method.Name is not ("ToString" or "Equals" or "GetHashCode" or "Finalize")))
        {
            if (!offered.Exists(member => Matches(method, member)) && !IsOfException(api, method.Name))
                _problems.Add($"{_reader.GetString(type.Name)} : {api.Key} overrides {method.Name} {method.Signature}, which Akka.NET does not have.");
        }
    }

    private static bool IsOfException(ApiType api, string method) => api.Bases.Contains("Exception") && method.StartsWith("get_", StringComparison.Ordinal);

    // Explicit implementations carry the interface's name before their own.
    private static bool Matches((string Name, string Signature, bool IsOverride) method, ApiMember member) =>
        (method.Name == member.Name || method.Name.EndsWith("." + member.Name, StringComparison.Ordinal)) && method.Signature == member.Signature;

    private IEnumerable<EntityHandle> Bases(TypeDefinition type)
    {
        if (!type.BaseType.IsNil)
            yield return type.BaseType;
        foreach (var implementation in type.GetInterfaceImplementations())
            yield return _reader.GetInterfaceImplementation(implementation).Interface;
    }

    private IEnumerable<(string Name, string Signature, bool IsOverride)> Methods(TypeDefinition type)
    {
        foreach (var handle in type.GetMethods())
        {
            var method = _reader.GetMethodDefinition(handle);
            var isOverride = (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == MethodAttributes.Virtual;
            yield return (_reader.GetString(method.Name), Text(method.DecodeSignature(SignatureTypes.Instance, null)), isOverride);
        }
    }

    private static string Signature(MemberReference member) => member.GetKind() == MemberReferenceKind.Field
        ? member.DecodeFieldSignature(SignatureTypes.Instance, null)
        : Text(member.DecodeMethodSignature(SignatureTypes.Instance, null));

    // A reference to a field does not say whether the field is static; the compiler has seen to that.
    private static bool Same(string listed, string used) => listed == used || (!used.Contains('(') && listed.EndsWith(" field " + used, StringComparison.Ordinal));

    private static string Text(MethodSignature<string> signature) =>
        ApiSignature.Method(!signature.Header.IsInstance, signature.GenericParameterCount, signature.ReturnType, signature.ParameterTypes);

    private static string Instead(List<ApiMember> known) => known.Count == 0
        ? "Akka.NET has no such member."
        : $"Akka.NET has {string.Join(" and ", known.Select(static member => member.Signature))}.";
}

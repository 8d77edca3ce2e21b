using System.Globalization;
using System.Reflection.Metadata;

namespace Broker.Tests.Architecture.Seam;

/// <summary>Finds the engine's types among what an assembly refers to.</summary>
internal sealed class EngineTypes(MetadataReader reader)
{
    private static readonly string[] Roots = ["Broker.Runtime", "Akka"];

    /// <summary>The key that the listings have for a type, or null if it is none of the engine's.</summary>
    public string? KeyOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => KeyOf((TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => KeyOf(Definition((TypeSpecificationHandle)handle)),
        _ => null,
    };

    public string? KeyOf(TypeReferenceHandle handle)
    {
        var names = new Stack<string>();
        var arity = 0;
        while (true)
        {
            var type = reader.GetTypeReference(handle);
            var name = reader.GetString(type.Name);
            var tick = name.IndexOf('`', StringComparison.Ordinal);
            arity += tick < 0 ? 0 : int.Parse(name.AsSpan(tick + 1), CultureInfo.InvariantCulture);
            names.Push(tick < 0 ? name : name[..tick]);
            if (type.ResolutionScope.Kind == HandleKind.TypeReference)
            {
                handle = (TypeReferenceHandle)type.ResolutionScope;
                continue;
            }

            if (!IsEngine(type.ResolutionScope))
                return null;
            var space = reader.GetString(type.Namespace);
            var root = Array.Find(Roots, root => space == root || space.StartsWith(root + ".", StringComparison.Ordinal));
            return $"Akka{space[(root?.Length ?? 0)..]}.{string.Join('.', names)}`{arity}";
        }
    }

    /// <summary>What a generic base gives for its parameters; empty for a base that has none.</summary>
    public List<string> Arguments(EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeSpecification)
            return [];
        var written = reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(SignatureTypes.Instance, null);
        var open = written.IndexOf('<', StringComparison.Ordinal);
        return open < 0 ? [] : ApiSignature.Split(written[(open + 1)..^1]);
    }

    private bool IsEngine(EntityHandle scope)
    {
        if (scope.Kind != HandleKind.AssemblyReference)
            return false;
        var name = reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name);
        return Array.Exists(Roots, root => name == root || name.StartsWith(root + ".", StringComparison.Ordinal));
    }

    // A generic type with its arguments, or an array of one: the named type at its head.
    private EntityHandle Definition(TypeSpecificationHandle handle)
    {
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        var code = blob.ReadSignatureTypeCode();
        if (code != SignatureTypeCode.GenericTypeInstance)
            return default;
        blob.ReadSignatureTypeCode();
        return blob.ReadTypeHandle();
    }
}

using System.Reflection;
using System.Reflection.Emit;

namespace Broker.Tests.Architecture.Seam;

/// <summary>Makes small assemblies that use an engine, to see whether the check sees what is wrong with them.</summary>
internal static class SampleAssembly
{
    /// <summary>An engine with one type.</summary>
    public static Type EngineType(string name, TypeAttributes attributes, Action<TypeBuilder> members)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Broker.Runtime"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Broker.Runtime").DefineType(name, TypeAttributes.Public | attributes, (attributes & TypeAttributes.Interface) == 0 ? typeof(object) : null);
        members(type);
        return type.CreateType();
    }

    /// <summary>A method without a body worth the name.</summary>
    public static void AddMethod(TypeBuilder type, string name, MethodAttributes attributes, Type? result, params Type[] parameters)
    {
        var method = type.DefineMethod(name, MethodAttributes.Public | attributes, result, parameters);
        if ((attributes & MethodAttributes.Abstract) == 0)
            method.GetILGenerator().Emit(OpCodes.Ret);
    }

    /// <summary>A broker with one method, and one class if a base is given.</summary>
    public static Stream Broker(Action<ILGenerator> body, Type? derivedFrom = null, Action<TypeBuilder>? members = null)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Broker.Sample"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Broker.Sample");
        var type = module.DefineType("Sample", TypeAttributes.Public, typeof(object));
        var code = type.DefineMethod("Run", MethodAttributes.Public | MethodAttributes.Static).GetILGenerator();
        body(code);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        if (derivedFrom is not null)
        {
            var derived = module.DefineType("Derived", TypeAttributes.Public, derivedFrom.IsInterface ? typeof(object) : derivedFrom, derivedFrom.IsInterface ? [derivedFrom] : []);
            members?.Invoke(derived);
            derived.CreateType();
        }

        var stream = new MemoryStream();
        assembly.Save(stream);
        stream.Position = 0;
        return stream;
    }
}

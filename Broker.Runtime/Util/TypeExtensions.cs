namespace Broker.Runtime.Util;

/// <summary>Names and relations of types.</summary>
public static class TypeExtensions
{
    /// <summary>True when the type is or derives from <typeparamref name="T"/>.</summary>
    public static bool Implements<T>(this Type type) => typeof(T).IsAssignableFrom(type);

    /// <summary>True when the type is or derives from <paramref name="moreGeneralType"/>.</summary>
    public static bool Implements(this Type type, Type moreGeneralType) => moreGeneralType.IsAssignableFrom(type);

    /// <summary>The type's name and its assembly's, without version.</summary>
    public static string TypeQualifiedName(this Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}

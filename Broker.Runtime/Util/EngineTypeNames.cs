namespace Broker.Runtime.Util;

/// <summary>Finds types that configuration names, also under the names they have in Akka.NET.</summary>
internal static class EngineTypeNames
{
    /// <summary>The type, or null; <c>Akka.X, Akka.Y</c> means <c>Broker.Runtime.X</c> in this engine.</summary>
    public static Type? Find(string name)
    {
        if (Type.GetType(name) is { } direct)
            return direct;
        var parts = name.Split(',', 2);
        var typeName = parts[0].Trim();
        if (!typeName.StartsWith("Akka.", StringComparison.Ordinal))
            return null;

        var ours = "Broker.Runtime" + typeName["Akka".Length..];
        return Type.GetType(ours) ?? Type.GetType(ours + ", Broker.Runtime.TestKit");
    }
}

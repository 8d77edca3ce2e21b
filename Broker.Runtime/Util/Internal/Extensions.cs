namespace Broker.Runtime.Util.Internal;

/// <summary>Small conveniences that code written for Akka.NET uses.</summary>
public static class Extensions
{
    /// <summary>A cast that can stand behind a call.</summary>
    public static T AsInstanceOf<T>(this object self) => (T)self;

    /// <summary>Does something with each element.</summary>
    public static void ForEach<T>(this IEnumerable<T> source, Action<T> action)
    {
        foreach (var item in source)
            action(item);
    }

    /// <summary>The elements as texts with a separator between them.</summary>
    public static string Join(this IEnumerable<string> self, string separator) => string.Join(separator, self);
}

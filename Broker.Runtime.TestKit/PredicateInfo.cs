namespace Broker.Runtime.TestKit;

/// <summary>A condition on messages of one type.</summary>
public class PredicateInfo
{
    private readonly Predicate<object> _fits;

    private PredicateInfo(Type type, Delegate predicate, Predicate<object> fits)
    {
        Type = type;
        PredicateT = predicate;
        _fits = fits;
    }

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>The condition.</summary>
    public Delegate PredicateT { get; }

    /// <summary>A condition on messages of type <typeparamref name="T"/>.</summary>
    public static PredicateInfo Create<T>(Predicate<T> predicateT) => new(typeof(T), predicateT, message => message is T typed && predicateT(typed));

    internal bool Fits(object message) => _fits(message);
}

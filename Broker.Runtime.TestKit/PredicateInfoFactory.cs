namespace Broker.Runtime.TestKit;

/// <summary>Makes conditions on messages out of functions.</summary>
public static class PredicateInfoFactory
{
    /// <summary>A condition on messages of type <typeparamref name="T"/>.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => PredicateInfo.Create(predicateT);

    /// <summary>A condition on messages of type <typeparamref name="T"/>.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT) =>
        PredicateInfo.Create<T>(message => (bool)predicateT.DynamicInvoke(message)!);
}

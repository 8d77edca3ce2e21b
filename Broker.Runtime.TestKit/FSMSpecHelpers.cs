using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

/// <summary>Comparisons of what state machines tell their subscribers.</summary>
public static class FSMSpecHelpers
{
    /// <summary>The same machine in the same state.</summary>
    public static Func<object, object, bool> CurrentStateExpector<T>() => static (expected, actual) => expected is FSMBase.CurrentState<T> && expected.Equals(actual);

    /// <summary>The same machine with the same transition.</summary>
    public static Func<object, object, bool> TransitionStateExpector<T>() => static (expected, actual) => expected is FSMBase.Transition<T> && expected.Equals(actual);
}

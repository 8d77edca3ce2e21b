namespace Broker.Runtime.Actor.Internal;

/// <summary>What a test may do with a state machine from outside.</summary>
public interface IInternalSupportsTestFSMRef<TState, TData>
{
    /// <summary>Whether the timeout of the present state runs.</summary>
    bool IsStateTimerActive { get; }

    /// <summary>Enters a state, as if a state function had given it.</summary>
    void ApplyState(FSMBase.State<TState, TData> upcomingState);
}

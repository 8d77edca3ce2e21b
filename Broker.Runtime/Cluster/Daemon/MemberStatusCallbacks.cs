namespace Broker.Runtime.Cluster.Daemon;

/// <summary>Callbacks that wait until this node is Up or out. They run on the thread pool: they are the user's code.</summary>
internal sealed class MemberStatusCallbacks
{
    private readonly Lock _gate = new();
    private List<Action>? _onUp = [];
    private List<Action>? _onRemoved = [];

    public void OnUp(Action callback) => Add(ref _onUp, callback);

    public void OnRemoved(Action callback) => Add(ref _onRemoved, callback);

    public void IsUp() => Run(ref _onUp);

    public void IsRemoved() => Run(ref _onRemoved);

    private void Add(ref List<Action>? waiting, Action callback)
    {
        lock (_gate)
        {
            if (waiting is not null)
            {
                waiting.Add(callback);
                return;
            }
        }

        Task.Run(callback);
    }

    private void Run(ref List<Action>? waiting)
    {
        List<Action>? due;
        lock (_gate)
        {
            due = waiting;
            waiting = null;
        }

        foreach (var callback in due ?? [])
            Task.Run(callback);
    }
}

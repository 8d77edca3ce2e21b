namespace EngineTests.Remote.Heartbeat;

/// <summary>Leaves the thread pool no free thread until disposed.</summary>
internal sealed class PoolBlock : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly TaskCompletionSource _release = new();

    public PoolBlock()
    {
        for (int i = 0; i < 400; i++)
            ThreadPool.UnsafeQueueUserWorkItem(_ => _release.Task.Wait(Longest), null);
    }

    public void Dispose() => _release.SetResult();
}

namespace Broker.Runtime.Dispatch;

/// <summary>Something to run on the thread pool.</summary>
public interface IRunnable : IThreadPoolWorkItem
{
    /// <summary>Runs it.</summary>
    void Run();
}

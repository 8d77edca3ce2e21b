namespace Broker.Bench.Busy;

/// <summary>Threads that never rest, two for each core, until disposed.</summary>
internal sealed class Burners : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _isOver;

    public Burners()
    {
        _threads = [.. Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new Thread(Burn) { IsBackground = true })];
        Array.ForEach(_threads, static thread => thread.Start());
    }

    public void Dispose()
    {
        _isOver = true;
        Array.ForEach(_threads, static thread => thread.Join());
    }

    private void Burn()
    {
        while (!_isOver)
        {
            Thread.SpinWait(10_000);
        }
    }
}

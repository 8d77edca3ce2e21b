using BenchmarkDotNet.Attributes;
using Broker.Bench.Engine;
using Broker.Runtime.Actor;

namespace Broker.Bench.Micro;

/// <summary>Messages between two actors of one process.</summary>
public sealed class Mailboxes : IDisposable
{
    private const int Messages = 2_000;

    private readonly ActorSystem _system = ActorSystem.Create("micro", BenchSettings.Local);
    private readonly SemaphoreSlim _done = new(0);
    private readonly IActorRef _one;

    public Mailboxes()
    {
        var other = _system.ActorOf(Props.Create(() => new Echo()));
        _one = _system.ActorOf(Props.Create(() => new Player(other, _done)));
    }

    /// <summary>To and fro, one at a time.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public void ToAndFro() => Play(inFlight: 1);

    /// <summary>To and fro, a hundred on the way: turns handle several.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public void AHundredOnTheWay() => Play(inFlight: 100);

    public void Dispose()
    {
        _system.Terminate().Wait();
        _system.Dispose();
        _done.Dispose();
    }

    private void Play(int inFlight)
    {
        _one.Tell(inFlight, ActorRefs.NoSender);
        _done.Wait();
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Player(IActorRef other, SemaphoreSlim done) : UntypedActor
    {
        private static readonly object Ball = new();
        private int _toThrow;
        private int _toCatch;

        protected override void OnReceive(object message)
        {
            if (message is int inFlight)
            {
                _toThrow = _toCatch = Messages / 2;
                for (var i = 0; i < inFlight; i++)
                {
                    Throw();
                }

                return;
            }

            Throw();
            if (--_toCatch == 0)
            {
                done.Release();
            }
        }

        private void Throw()
        {
            if (_toThrow-- > 0)
            {
                other.Tell(Ball, Self);
            }
        }
    }
}

using BenchmarkDotNet.Attributes;
using Broker.Bench.Engine;
using Broker.Runtime.Actor;

namespace Broker.Bench.Micro;

/// <summary>Small messages to an actor of another system over loopback, both ends together.</summary>
public sealed class RemoteLink : IDisposable
{
    private const int Messages = 10_000;
    private const int Window = 1_000;

    private readonly ActorSystem _here = RemoteSystem.Start();
    private readonly ActorSystem _there = RemoteSystem.Start();
    private readonly SemaphoreSlim _done = new(0);
    private readonly IActorRef _sender;

    public RemoteLink()
    {
        _there.ActorOf(Props.Create(() => new Sink()), "sink");
        var port = ((ExtendedActorSystem)_there).Provider.DefaultAddress.Port;
        var sink = _here.ActorSelection(FormattableString.Invariant($"akka.tcp://bench@127.0.0.1:{port}/user/sink"))
            .ResolveOne(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
        _sender = _here.ActorOf(Props.Create(() => new Source(sink, _done)));
    }

    /// <summary>A thousand on the way.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public void AThousandOnTheWay()
    {
        _sender.Tell("go", ActorRefs.NoSender);
        _done.Wait();
    }

    public void Dispose()
    {
        Task.WaitAll(_here.Terminate(), _there.Terminate());
        _here.Dispose();
        _there.Dispose();
        _done.Dispose();
    }

    private sealed class Sink : UntypedActor
    {
        private int _count;

        protected override void OnReceive(object message)
        {
            if (++_count % Window == 0)
            {
                Sender.Tell(true, Self);
            }
        }
    }

    private sealed class Source(IActorRef target, SemaphoreSlim done) : UntypedActor
    {
        private int _left;

        protected override void OnReceive(object message)
        {
            if (message is "go")
            {
                _left = Messages / Window;
            }
            else if (--_left == 0)
            {
                done.Release();
                return;
            }

            for (var i = 0; i < Window; i++)
            {
                target.Tell("hit", Self);
            }
        }
    }
}

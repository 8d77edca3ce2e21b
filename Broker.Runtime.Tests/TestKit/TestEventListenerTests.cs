using System.Collections.Concurrent;
using Broker.Runtime.Actor;
using Broker.Runtime.Event;
using Broker.Runtime.TestKit;

namespace EngineTests.TestKit;

public sealed class TestEventListenerTests() : Broker.Runtime.TestKit.Xunit2.TestKit("akka.loglevel = DEBUG, akka.test { single-expect-default = 10s, filter-leeway = 10s }")
{
    private readonly BlockingCollection<string> _shown = [];

    [Fact]
    public void What_is_expected_or_muted_is_not_shown_and_all_else_is()
    {
        var listener = Sys.ActorOf(Props.Create(() => new Listener(_shown)));
        foreach (var type in new[] { typeof(Warning), typeof(Error) })
            Sys.EventStream.Subscribe(listener, type);
        listener.Tell(new InitializeLogger(Sys.EventStream), TestActor);
        ExpectMsg<LoggerInitialized>();

        EventFilter.Warning("expected").ExpectOne(() => Log.Warning("expected"));
        EventFilter.Error(start: "muted").And.Warning("muted, too").Mute(() =>
        {
            Log.Error("muted 1");
            Log.Warning("muted, too");
        });
        using (EventFilter.Warning().Mute())
            Log.Warning("muted as all warnings");
        Log.Error("muted no more");
        Log.Warning("the end");

        Assert.Equal("muted no more", _shown.Take());
        Assert.Equal("the end", _shown.Take());
    }

    private sealed class Listener(BlockingCollection<string> shown) : TestEventListener
    {
        protected override void Print(LogEvent logEvent) => shown.Add(logEvent.Message.ToString() ?? "");
    }
}

using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using EngineTests.Actor;

namespace EngineTests.Event;

public sealed class LoggingTests() : LocalSystem("akka.loglevel = WARNING, akka.stdout-loglevel = OFF, akka.loggers = []")
{
    [Fact]
    public async Task What_is_logged_is_published_with_source_and_cause()
    {
        var recorder = Record();
        System.EventStream.Subscribe<LogEvent>(recorder.Ref);
        var log = Logging.GetLogger(System, "here");

        log.Warning(new FormatException(), "{0} of {1}", 1, "two");

        var warning = await recorder.Next<Warning>();
        Assert.Equal("1 of two", warning.Message.ToString());
        Assert.Equal("here", warning.LogSource);
        Assert.IsType<FormatException>(warning.Cause);
    }

    [Fact]
    public async Task What_is_below_the_level_is_not_published()
    {
        var recorder = Record();
        System.EventStream.Subscribe<LogEvent>(recorder.Ref);
        var log = Logging.GetLogger(System, this);

        log.Info("quiet");
        log.Debug("{0}", "quiet");
        log.Error("loud");

        Assert.Equal("loud", (await recorder.Next<Error>()).Message.ToString());
        Assert.False(log.IsInfoEnabled);
        Assert.True(log.IsWarningEnabled);
    }

    [Fact]
    public async Task A_wrong_template_is_logged_as_it_is()
    {
        var recorder = Record();
        System.EventStream.Subscribe<LogEvent>(recorder.Ref);

        Logging.GetLogger(System, this).Error("{0} {1}", "one");

        Assert.Contains("one", (await recorder.Next<Error>()).Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_actor_is_logged_under_its_path()
    {
        var recorder = Record();
        System.EventStream.Subscribe<Error>(recorder.Ref);
        var actor = Spawn((_, _) => throw new FormatException("no good"), "failing");

        actor.Tell("x", ActorRefs.NoSender);

        var error = await recorder.Next<Error>();
        Assert.Equal(actor.Path.ToString(), error.LogSource);
        Assert.Equal("no good", error.Message);
    }

    [Fact]
    public async Task A_configured_logger_gets_the_events()
    {
        var name = $"{typeof(CollectingLogger).FullName}, {typeof(CollectingLogger).Assembly.GetName().Name}";
        var system = ActorSystem.Create("logging", ConfigurationFactory.ParseString($"akka.loggers = [\"{name}\"], akka.stdout-loglevel = OFF"));

        system.Log.Info("to the logger");

        await CollectingLogger.Seen.Task.WaitAsync(Patience);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public void A_logger_that_does_not_exist_stops_the_start() =>
        Assert.Throws<ConfigurationException>(() => ActorSystem.Create("nologger", ConfigurationFactory.ParseString("akka.loggers = [\"No.Such.Type\"]")));

    public sealed class CollectingLogger : ReceiveActor
    {
        public static readonly TaskCompletionSource Seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CollectingLogger()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized(), Self));
            Receive<Info>(info =>
            {
                if (info.Message is "to the logger")
                    Seen.TrySetResult();
            });
        }
    }
}

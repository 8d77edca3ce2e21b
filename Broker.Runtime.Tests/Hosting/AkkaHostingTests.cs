using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Broker.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace EngineTests.Hosting;

public class AkkaHostingTests
{
    [Fact]
    public async Task The_system_starts_with_the_host_and_ends_with_it()
    {
        var order = new List<string>();
        using var host = Build(builder => builder
            .WithActors((system, registry) =>
            {
                order.Add("actors");
                registry.Register<Echo>(system.ActorOf(Props.Create<Echo>(), "echo"));
            })
            .AddStartup((_, registry) => order.Add($"startup {registry.Get<Echo>().Path.Name}")));

        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        var echo = host.Services.GetRequiredService<IRequiredActor<Echo>>().ActorRef;
        Assert.Equal("hello", await echo.Ask<string>("hello", TimeSpan.FromSeconds(5)));
        await host.StopAsync();

        Assert.Equal(["actors", "startup echo"], order);
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_system_that_ends_by_itself_ends_the_host()
    {
        using var host = Build(static _ => { });
        await host.StartAsync();
        var stopping = new TaskCompletionSource();
        using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await host.Services.GetRequiredService<ActorSystem>().Terminate();

        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Settings_are_prepended_appended_or_replaced()
    {
        using var host = Build(builder => builder
            .AddHocon(ConfigurationFactory.ParseString("a.x = lost"), HoconAddMode.Prepend)
            .AddHocon(ConfigurationFactory.ParseString("a.x = 1, a.y = 1"), HoconAddMode.Replace)
            .AddHocon(ConfigurationFactory.ParseString("a.y = 2, a.z = 2"), HoconAddMode.Append)
            .AddHocon(ConfigurationFactory.ParseString("a.x = 3"), HoconAddMode.Prepend));
        await host.StartAsync();

        var settings = host.Services.GetRequiredService<ActorSystem>().Settings.Config;

        Assert.Equal((3, 1, 2), (settings.GetInt("a.x"), settings.GetInt("a.y"), settings.GetInt("a.z")));
        await host.StopAsync();
    }

    [Fact]
    public async Task What_actors_log_reaches_the_log_of_the_host()
    {
        var log = new RecordingLog();
        using var host = Build(static builder => builder.ConfigureLoggers(static loggers => loggers.ClearLoggers().AddLoggerFactory()), log);
        await host.StartAsync();

        Logging.GetLogger(host.Services.GetRequiredService<ActorSystem>(), "somebody").Warning("{0} is {1}", "this", "it");

        var (level, text) = await log.Next("this is it");
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("somebody", text, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public void An_extension_must_be_one() =>
        Assert.Throws<ConfigurationException>(() => new AkkaConfigurationBuilder(new ServiceCollection(), "test").WithExtensions(typeof(string)));

    private static IHost Build(Action<AkkaConfigurationBuilder> configure, ILoggerProvider? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (log is not null)
            builder.Logging.AddProvider(log);
        builder.Services.AddAkka("test", configure);
        return builder.Build();
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message, Self));
    }

    private sealed class RecordingLog : ILoggerProvider, ILogger
    {
        private readonly System.Threading.Channels.Channel<(LogLevel Level, string Text)> _written =
            System.Threading.Channels.Channel.CreateUnbounded<(LogLevel Level, string Text)>();

        public async Task<(LogLevel Level, string Text)> Next(string containing)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await foreach (var line in _written.Reader.ReadAllAsync(patience.Token))
            {
                if (line.Text.Contains(containing, StringComparison.Ordinal))
                    return line;
            }

            throw new InvalidOperationException($"Nothing was logged with \"{containing}\".");
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _written.Writer.TryWrite((logLevel, formatter(state, exception)));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose() => _written.Writer.TryComplete();
    }
}

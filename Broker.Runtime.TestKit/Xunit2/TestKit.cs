using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Broker.Runtime.TestKit.Events;
using Xunit.Abstractions;

namespace Broker.Runtime.TestKit.Xunit2;

/// <summary>The base of xunit test classes that test actors.</summary>
public class TestKit : TestKitBase, IDisposable
{
    private readonly bool _ownsSystem;
    private FilterRef? _logger;
    private bool _disposed;

    /// <summary>On <paramref name="system"/>, which stays open, or on a system of its own.</summary>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        _ownsSystem = system is null;
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>On a system of its own with <paramref name="config"/>.</summary>
    public TestKit(ActorSystemSetup config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        _ownsSystem = true;
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>On a system of its own with <paramref name="config"/>.</summary>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        _ownsSystem = true;
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>On a system of its own with the HOCON in <paramref name="config"/>.</summary>
    public TestKit(string config, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), output: output)
    {
    }

    /// <summary>Where log events of the system under test are written to, if anywhere.</summary>
    public ITestOutputHelper? Output { get; }

    /// <summary>How the kit fails a test.</summary>
    protected static XunitAssertions Assertions { get; } = new();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs after each test; by default it stops the system if the kit made it.</summary>
    protected virtual void AfterAll()
    {
        if (_logger is { } logger)
            Sys.EventStream.Unsubscribe(logger);
        if (_ownsSystem)
            Shutdown();
    }

    /// <inheritdoc cref="Dispose()" />
    protected virtual void Dispose(bool disposing)
    {
        if (_disposed || !disposing)
            return;
        _disposed = true;
        AfterAll();
    }

    /// <summary>Writes the log events of <paramref name="system"/> to <see cref="Output"/>.</summary>
    protected void InitializeLogger(ActorSystem system) => InitializeLogger(system, "");

    /// <summary>Writes the log events of <paramref name="system"/> to <see cref="Output"/>, each after <paramref name="prefix"/>.</summary>
    protected void InitializeLogger(ActorSystem system, string prefix)
    {
        if (Output is not { } output)
            return;
        _logger = new FilterRef(((ExtendedActorSystem)system).Provider, logEvent => Write(output, prefix, logEvent));
        system.EventStream.Subscribe(_logger, typeof(LogEvent));
    }

    private static void Write(ITestOutputHelper output, string prefix, object logEvent)
    {
        try
        {
            output.WriteLine("{0}{1}", prefix, logEvent);
        }
        catch (InvalidOperationException)
        {
            // The test has ended; xunit takes no more output for it.
        }
    }
}

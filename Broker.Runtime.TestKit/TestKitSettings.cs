using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.TestKit;

/// <summary>The time limits of a test kit, from <c>akka.test</c>.</summary>
public class TestKitSettings : IExtension
{
    /// <summary>Reads the settings.</summary>
    public TestKitSettings(Config config)
    {
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", TimeSpan.FromSeconds(5));
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", TimeSpan.FromSeconds(3));
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", TimeSpan.FromSeconds(3));
        TestTimeFactor = config.GetDouble("akka.test.timefactor", 1.0);
        LogTestKitCalls = config.GetBoolean("akka.test.testkit.debug");
    }

    /// <summary>How long things may take where nothing else is said. Default: 5 s.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long a single expectation waits. Default: 3 s.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long event filters wait for their events. Default: 3 s.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>What dilated durations are multiplied by, for slow machines. Default: 1.</summary>
    public double TestTimeFactor { get; }

    /// <summary>Whether the calls of the test kit are logged. Default: no.</summary>
    public bool LogTestKitCalls { get; }
}

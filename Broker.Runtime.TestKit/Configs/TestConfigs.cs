using Broker.Runtime.Configuration;

namespace Broker.Runtime.TestKit.Configs;

/// <summary>The configurations that tests run with.</summary>
public static class TestConfigs
{
    /// <summary>The time limits of the kit, and a system that says nothing on standard output.</summary>
    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          stdout-loglevel = ERROR
          test {
            timefactor = 1.0
            filter-leeway = 3s
            single-expect-default = 3s
            default-timeout = 5s
            calling-thread-dispatcher {
              type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit"
              throughput = 2147483647
            }
          }
        }
        """);

    /// <summary>Puts <see cref="TestScheduler"/> in the place of the scheduler: time stands until the test moves it.</summary>
    public static Config TestSchedulerConfig { get; } = ConfigurationFactory.ParseString(
        """akka.scheduler.implementation = "Broker.Runtime.TestKit.TestScheduler, Broker.Runtime.TestKit" """);
}

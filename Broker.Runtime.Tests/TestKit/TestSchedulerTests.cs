using Broker.Runtime.Actor;
using Broker.Runtime.TestKit;
using Broker.Runtime.TestKit.Configs;

namespace EngineTests.TestKit;

public class TestSchedulerTests() : Broker.Runtime.TestKit.Xunit2.TestKit(TestConfigs.TestSchedulerConfig)
{
    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Nothing_is_due_until_the_test_moves_the_time()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromHours(1), TestActor, "late", ActorRefs.NoSender);

        Scheduler.Advance(TimeSpan.FromMinutes(59));
        Assert.False(HasMessages);

        Scheduler.Advance(TimeSpan.FromMinutes(1));
        ExpectMsg("late");
    }

    [Fact]
    public void What_is_due_runs_in_the_order_of_its_times()
    {
        var order = new List<string>();
        Scheduler.ScheduleOnce(TimeSpan.FromSeconds(2), () => order.Add("second"));
        Scheduler.ScheduleOnce(TimeSpan.FromSeconds(1), () => order.Add("first"));
        Scheduler.ScheduleOnce(TimeSpan.FromSeconds(2), () => order.Add("third"));

        Scheduler.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["first", "second", "third"], order);
    }

    [Fact]
    public void What_repeats_runs_as_often_as_its_interval_fits_in()
    {
        var ticks = 0;
        using var cancelable = new Cancelable(Sys.Scheduler);
        Scheduler.ScheduleRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), () => ticks++, cancelable);

        Scheduler.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, ticks);

        cancelable.Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, ticks);
    }
}

using System.Collections.Concurrent;
using Broker.Runtime.Dispatch;

namespace EngineTests.Dispatch;

public sealed class FollowUpsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Without_a_scope_nothing_is_taken() => Assert.False(FollowUps.TryAdd(new Item(static () => { })));

    [Fact]
    public void Items_are_done_when_the_scope_ends_in_their_order_by_its_thread()
    {
        var done = new List<(int Number, int Thread)>();
        using (FollowUps.Begin(Patience))
        {
            Assert.True(FollowUps.TryAdd(new Item(() => done.Add((1, Environment.CurrentManagedThreadId)))));
            Assert.True(FollowUps.TryAdd(new Item(() => done.Add((2, Environment.CurrentManagedThreadId)))));
            Assert.Empty(done);
        }

        Assert.Equal([(1, Environment.CurrentManagedThreadId), (2, Environment.CurrentManagedThreadId)], done);
        Assert.False(FollowUps.TryAdd(new Item(static () => { })));
    }

    [Fact]
    public void A_scope_within_a_scope_leaves_its_items_to_the_outer_one()
    {
        var done = 0;
        using (FollowUps.Begin(Patience))
        {
            using (FollowUps.Begin(Patience))
                Assert.True(FollowUps.TryAdd(new Item(() => done++)));
            Assert.Equal(0, done);
        }

        Assert.Equal(1, done);
    }

    [Fact]
    public void An_item_may_add_others()
    {
        var done = 0;
        using (FollowUps.Begin(Patience))
            FollowUps.TryAdd(new Item(() => FollowUps.TryAdd(new Item(() => done++))));

        Assert.Equal(1, done);
    }

    [Fact]
    public async Task When_their_time_is_up_the_rest_goes_to_the_pool()
    {
        var isOfPool = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var caller = new Thread(() =>
        {
            using (FollowUps.Begin(TimeSpan.Zero))
                FollowUps.TryAdd(new Item(() => isOfPool.SetResult(Thread.CurrentThread.IsThreadPoolThread)));
        });
        caller.Start();

        Assert.True(await isOfPool.Task.WaitAsync(Patience));
        caller.Join();
    }

    [Fact]
    public void Where_many_wait_the_next_one_is_refused()
    {
        var done = 0;
        var taken = 0;
        using (FollowUps.Begin(Patience))
        {
            while (FollowUps.TryAdd(new Item(() => done++)))
                taken++;
        }

        Assert.InRange(taken, 1, 64);
        Assert.Equal(taken, done);
    }

    [Fact]
    public async Task Items_that_add_each_other_for_ever_leave_the_thread_and_go_on_in_the_pool()
    {
        var onThisThread = 0;
        var elsewhere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = Environment.CurrentManagedThreadId;
        Item endless = null!;
        endless = new Item(() =>
        {
            if (Environment.CurrentManagedThreadId != thread)
            {
                elsewhere.TrySetResult();
                return;
            }

            onThisThread++;
            FollowUps.TryAdd(endless);
        });

        Begin(endless);

        await elsewhere.Task.WaitAsync(Patience);
        Assert.InRange(onThisThread, 2, 1000);
    }

    [Fact]
    public async Task What_waits_behind_an_item_that_throws_goes_on_in_the_pool()
    {
        var done = new BlockingCollection<int>();
        Assert.Throws<InvalidOperationException>(() =>
        {
            using (FollowUps.Begin(Patience))
            {
                FollowUps.TryAdd(new Item(static () => throw new InvalidOperationException("planted")));
                FollowUps.TryAdd(new Item(() => done.Add(1)));
            }
        });

        Assert.Equal(1, await Task.Run(() => done.TryTake(out var one, Patience) ? one : 0));
        Assert.False(FollowUps.TryAdd(new Item(static () => { })));
    }

    // A method of its own: a scope must not reach over an await.
    private static void Begin(Item item)
    {
        using (FollowUps.Begin(Patience))
            FollowUps.TryAdd(item);
    }

    private sealed class Item(Action run) : IThreadPoolWorkItem
    {
        public void Execute() => run();
    }
}

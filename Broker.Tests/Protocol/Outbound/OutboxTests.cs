using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;

namespace Broker.Tests.Protocol.Outbound;

public sealed class OutboxTests
{
    private const int Room = 10 * (1 + Outbox.FrameOverhead);

    private readonly Outbox _outbox = new(Room);

    [Fact]
    public void Frames_come_out_in_the_order_they_went_in()
    {
        for (byte round = 0; round < 3; round++)
        {
            for (byte i = 0; i < 10; i++)
            {
                Assert.Equal(OfferResult.Queued, _outbox.Offer(new[] { i }));
            }

            var batch = _outbox.Take();
            Assert.Equal(10, batch.Count);
            for (byte i = 0; i < 10; i++)
            {
                Assert.Equal(i, batch[i].Span[0]);
            }

            _outbox.Release(batch);
        }

        Assert.Equal(30, _outbox.AcceptedFrames);
        Assert.Equal(30, _outbox.AcceptedBytes);
        Assert.Equal(0, _outbox.PendingBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_writer_that_is_woken_here_goes_on_before_the_call_returns_and_another_one_elsewhere(bool isHere)
    {
        var wentOnBy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = WriterAsync();
        _outbox.Offer(new byte[1]);

        if (isHere)
        {
            _outbox.WakeHere();
            Assert.True(wentOnBy.Task.IsCompleted);
        }
        else
        {
            lock (wentOnBy)
            {
                // The writer takes this lock, which it could not while this thread holds it, unless it ran on this thread.
                _outbox.Wake();
                Assert.False(wentOnBy.Task.IsCompleted);
            }
        }

        await wentOnBy.Task.WaitAsync(TimeSpan.FromSeconds(30));

        async Task WriterAsync()
        {
            // As a node has none: a context of the test's would take the writer to another thread.
            await _outbox.WaitAsync().ConfigureAwait(false);
            lock (wentOnBy)
            {
                wentOnBy.SetResult();
            }
        }
    }

    [Fact]
    public void Many_frames_are_kept_in_order()
    {
        var outbox = new Outbox(1_000_000);
        for (var i = 0; i < 1000; i++)
        {
            outbox.Offer(BitConverter.GetBytes(i));
        }

        var batch = outbox.Take();
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(i, BitConverter.ToInt32(batch[i].Span));
        }

        outbox.Release(batch);
    }

    [Fact]
    public async Task Only_the_first_offer_to_a_waiting_writer_asks_for_a_wake()
    {
        var waiting = _outbox.WaitAsync().AsTask();
        Assert.Equal(OfferResult.WakeNeeded, _outbox.Offer(new byte[1]));
        Assert.Equal(OfferResult.Queued, _outbox.Offer(new byte[1]));
        Assert.False(waiting.IsCompleted);
        _outbox.Wake();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(OfferResult.Queued, _outbox.Offer(new byte[1]));
        Assert.Equal(3, _outbox.Take().Count);
    }

    [Fact]
    public void A_wait_with_something_to_take_completes_at_once()
    {
        _outbox.Offer(new byte[1]);
        Assert.True(_outbox.WaitAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_writer_can_wait_again_and_again()
    {
        for (var round = 0; round < 100; round++)
        {
            var waiting = _outbox.WaitAsync();
            Assert.False(waiting.IsCompleted);
            Assert.Equal(OfferResult.WakeNeeded, _outbox.Offer(new byte[1]));
            _outbox.Wake();
            await waiting;
            _outbox.Release(_outbox.Take());
        }
    }

    [Fact]
    public void A_wake_that_nobody_needs_does_nothing()
    {
        _outbox.Wake();
        var waiting = _outbox.WaitAsync().AsTask();
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    [Trait("Limit", "client-outbox")]
    public void A_full_outbox_closes_itself_as_slow_and_drops_what_it_had()
    {
        for (var i = 0; i < 10; i++)
        {
            _outbox.Offer(new byte[1]);
        }

        Assert.Equal(OfferResult.Overflow, _outbox.Offer(new byte[1]));
        Assert.Equal(OfferResult.Closed, _outbox.Offer(new byte[1]));
        var batch = _outbox.Take();
        Assert.Equal(0, batch.Count);
        Assert.Same(CloseCode.Slow, batch.Closing?.Code);
    }

    [Fact]
    public void An_outbox_may_be_given_up_as_if_it_were_full()
    {
        var outbox = new Outbox(1000);
        outbox.Offer(new byte[100]);
        outbox.Overflow();

        Assert.Equal((CloseCode.Slow, 0), (outbox.Closing!.Code, outbox.PendingBytes));
        Assert.Equal(OfferResult.Closed, outbox.Offer(new byte[1]));
    }

    [Fact]
    public void What_the_writer_is_writing_counts_until_it_is_released()
    {
        for (var i = 0; i < 10; i++)
        {
            _outbox.Offer(new byte[1]);
        }

        var batch = _outbox.Take();
        Assert.Equal(Room, _outbox.PendingBytes);
        _outbox.Release(batch);
        Assert.Equal(0, _outbox.PendingBytes);
        Assert.Equal(OfferResult.Queued, _outbox.Offer(new byte[1]));
    }

    [Fact]
    public void An_overflow_while_the_writer_writes_is_an_overflow()
    {
        for (var i = 0; i < 10; i++)
        {
            _outbox.Offer(new byte[1]);
        }

        _ = _outbox.Take();
        Assert.Equal(OfferResult.Overflow, _outbox.Offer(new byte[1]));
    }

    [Fact]
    public void An_empty_outbox_takes_a_frame_larger_than_its_room() =>
        Assert.Equal(OfferResult.Queued, _outbox.Offer(new byte[Room * 2]));

    [Fact]
    public async Task Closing_wakes_the_writer_and_keeps_what_is_queued()
    {
        var waiting = _outbox.WaitAsync();
        _outbox.Offer(new byte[1]);
        _outbox.Close(CloseCode.ServiceRestart, "stops");
        _outbox.Close(CloseCode.Normal, "too late");
        await waiting;
        var batch = _outbox.Take();
        Assert.Equal(1, batch.Count);
        Assert.Equal(new OutboxClosing(CloseCode.ServiceRestart, "stops"), batch.Closing);
        Assert.Equal(OfferResult.Closed, _outbox.Offer(new byte[1]));
    }

    [Fact]
    public void Offering_allocates_nothing_in_steady_state()
    {
        ReadOnlyMemory<byte> frame = new byte[100];
        var outbox = new Outbox(1_000_000);
        var allocated = long.MaxValue;

        // The first rounds fill the pool and let the code be compiled.
        for (var round = 0; round < 200; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++)
            {
                outbox.Offer(frame);
            }

            outbox.Release(outbox.Take());
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task Concurrent_producers_lose_nothing_and_keep_their_own_order()
    {
        const int Producers = 4;
        const int Each = 20_000;
        var outbox = new Outbox(int.MaxValue);
        var producing = Enumerable.Range(0, Producers).Select(producer => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                if (outbox.Offer(BitConverter.GetBytes((producer * Each) + i)) == OfferResult.WakeNeeded)
                {
                    outbox.Wake();
                }
            }
        })).ToArray();

        var next = new int[Producers];
        for (var seen = 0; seen < Producers * Each;)
        {
            await outbox.WaitAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            var batch = outbox.Take();
            for (var i = 0; i < batch.Count; i++)
            {
                var value = BitConverter.ToInt32(batch[i].Span);
                Assert.Equal(next[value / Each]++, value % Each);
            }

            seen += batch.Count;
            outbox.Release(batch);
        }

        await Task.WhenAll(producing);
    }
}

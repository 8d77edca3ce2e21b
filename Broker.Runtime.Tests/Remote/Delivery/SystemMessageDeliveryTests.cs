using Broker.Runtime.Remote.Delivery;

namespace EngineTests.Remote.Delivery;

public sealed class SystemMessageDeliveryTests
{
    private static readonly TimeSpan Resend = TimeSpan.FromSeconds(2);

    [Fact]
    public void Everything_is_delivered_once_and_in_order_over_a_wire_that_loses_and_repeats()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            SystemMessageSenderState sender = new(1000, Resend);
            SystemMessageReceiverState receiver = new();
            List<int> delivered = [];
            TimeSpan now = TimeSpan.Zero;
            int next = 0;
            while (next < 50 || sender.PendingCount > 0)
            {
                now += TimeSpan.FromSeconds(1);
                List<byte[]> sent = [];
                if (next < 50)
                {
                    byte[] frame = [(byte)sender.NextSequence, (byte)next++];
                    sender.Add(frame, now);
                    sent.Add(frame);
                }

                if (sender.ResendDue(now))
                {
                    sent.AddRange(sender.Pending);
                    sender.MarkSent(now);
                }

                foreach (byte[] frame in sent.Where(_ => random.Next(3) > 0))
                {
                    if (receiver.Receive(frame[0]) == SystemMessageVerdict.Deliver)
                        delivered.Add(frame[1]);
                }

                if (random.Next(3) > 0)
                    Assert.True(sender.Acknowledge(receiver.Cumulative, now));
                Assert.True(now < TimeSpan.FromHours(1), $"seed {seed} does not end");
            }

            Assert.True(delivered.SequenceEqual(Enumerable.Range(0, 50)), $"seed {seed}");
        }
    }

    [Fact]
    public void An_acknowledgement_of_what_was_never_sent_is_refused()
    {
        SystemMessageSenderState sender = new(10, Resend);
        sender.Add([], TimeSpan.Zero);
        Assert.False(sender.Acknowledge(2, TimeSpan.Zero));
        Assert.True(sender.Acknowledge(1, TimeSpan.Zero));
        Assert.True(sender.Acknowledge(1, TimeSpan.Zero));
        Assert.Equal(0, sender.PendingCount);
    }

    [Fact]
    public void A_full_sender_says_so_and_a_new_incarnation_starts_at_one()
    {
        SystemMessageSenderState sender = new(2, Resend);
        sender.Add([], TimeSpan.Zero);
        sender.Add([], TimeSpan.Zero);
        Assert.True(sender.IsFull);
        Assert.Equal(TimeSpan.FromSeconds(5), sender.OldestAge(TimeSpan.FromSeconds(5)));
        Assert.Equal(2, sender.Reset());
        Assert.Equal(1, sender.NextSequence);
    }

    [Fact]
    public void A_gap_is_not_delivered()
    {
        SystemMessageReceiverState receiver = new();
        Assert.Equal(SystemMessageVerdict.Gap, receiver.Receive(2));
        Assert.Equal(SystemMessageVerdict.Deliver, receiver.Receive(1));
        Assert.Equal(SystemMessageVerdict.Deliver, receiver.Receive(2));
        Assert.Equal(SystemMessageVerdict.Duplicate, receiver.Receive(1));
    }
}

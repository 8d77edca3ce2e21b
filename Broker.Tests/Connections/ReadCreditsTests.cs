using Broker.Actors.Connections;

namespace Broker.Tests.Connections;

public class ReadCreditsTests
{
    private readonly ReadCredits _credits = new();

    [Fact]
    public void A_message_without_publishes_is_dealt_with_at_once()
    {
        _credits.Begin(7);

        Assert.Equal(7, _credits.End());
    }

    [Fact]
    public void A_message_is_dealt_with_when_all_its_publishes_are_settled()
    {
        Message(cost: 7, publishes: 2);
        Message(cost: 9, publishes: 1);

        Assert.Null(_credits.Settled());
        Assert.Equal(7, _credits.Settled());
        Assert.Equal(9, _credits.Settled());
        Assert.Equal(0, _credits.Waiting);
    }

    [Fact]
    public void A_publish_that_no_message_made_has_no_credit()
    {
        _credits.Begin(null);
        _credits.Published();
        Assert.Null(_credits.End());
        Message(cost: 7, publishes: 1);

        Assert.Null(_credits.Settled());
        Assert.Equal(7, _credits.Settled());
        Assert.Null(_credits.Settled());
    }

    private void Message(int cost, int publishes)
    {
        _credits.Begin(cost);
        for (var i = 0; i < publishes; i++)
        {
            _credits.Published();
        }

        Assert.Null(_credits.End());
    }
}

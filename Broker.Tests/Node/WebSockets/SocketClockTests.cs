using Broker.Node.WebSockets;

namespace Broker.Tests.Node.WebSockets;

public sealed class SocketClockTests
{
    private const long Start = 1_000_000;

    private readonly ClientSocketOptions _options = new()
    {
        PingInterval = TimeSpan.FromSeconds(25),
        PongTimeout = TimeSpan.FromSeconds(10),
        WriteTimeout = TimeSpan.FromSeconds(15),
        CloseTimeout = TimeSpan.FromSeconds(3),
    };

    private readonly SocketClock _clock = new(Start);

    [Fact]
    public void A_silent_client_is_pinged_once_and_then_closed()
    {
        Assert.Equal(SocketDuty.None, Due(24));
        Assert.Equal(SocketDuty.Ping, Due(25));
        Assert.Equal(SocketDuty.None, Due(35));
        Assert.Equal(SocketDuty.CloseNoPong, Due(36));
    }

    [Fact]
    public void Anything_that_is_heard_answers_a_ping()
    {
        Assert.Equal(SocketDuty.Ping, Due(25));
        _clock.Heard(Start + 30_000);
        Assert.Equal(SocketDuty.None, Due(54));
        Assert.Equal(SocketDuty.Ping, Due(55));
    }

    [Fact]
    public void A_client_that_is_not_read_can_not_be_heard()
    {
        Assert.Equal(SocketDuty.Ping, Due(25));
        Assert.Equal(SocketDuty.None, Due(100, unread: true));
        Assert.Equal(SocketDuty.None, Due(110));
        Assert.Equal(SocketDuty.Ping, Due(125));
    }

    [Fact]
    public void A_write_that_takes_too_long_ends_the_connection()
    {
        _clock.Writing(Start);
        Assert.Equal(SocketDuty.None, Due(15));
        Assert.Equal(SocketDuty.Abort, Due(16));
        _clock.Writing(null);
        Assert.Equal(SocketDuty.None, Due(16));
    }

    [Fact]
    public void Closing_that_takes_too_long_ends_the_connection()
    {
        Assert.Equal(SocketDuty.None, Due(5, closing: true));
        Assert.Equal(SocketDuty.None, Due(8, closing: true));
        Assert.Equal(SocketDuty.Abort, Due(9, closing: true));
    }

    [Fact]
    public void Only_messages_end_a_silence_that_was_limited()
    {
        _clock.LimitSilence(TimeSpan.FromSeconds(5));
        _clock.Heard(Start + 4_000);
        Assert.Equal(SocketDuty.CloseSilent, Due(6));
        _clock.Message(Start + 6_000);
        Assert.Equal(SocketDuty.None, Due(11));
        _clock.LimitSilence(null);
        Assert.Equal(SocketDuty.None, Due(20));
    }

    private SocketDuty Due(int seconds, bool closing = false, bool unread = false) =>
        _clock.Due(Start + (seconds * 1000), closing, unread, _options);
}

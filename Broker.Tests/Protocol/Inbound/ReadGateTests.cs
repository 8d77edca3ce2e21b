using Broker.Protocol.Inbound;

namespace Broker.Tests.Protocol.Inbound;

public sealed class ReadGateTests
{
    private readonly ReadGate _gate = new(maxMessages: 2, maxBytes: 100);

    [Fact]
    public async Task The_gate_is_open_while_there_is_credit()
    {
        Assert.True(await _gate.WaitAsync());
        _gate.Take(10);
        Assert.True(await _gate.WaitAsync());
        Assert.True(_gate.IsOpen);
        Assert.Equal(1, _gate.Messages);
    }

    [Fact]
    [Trait("Limit", "client-pending")]
    public async Task Too_many_messages_close_it_until_one_is_given_back()
    {
        _gate.Take(1);
        _gate.Take(1);
        Assert.False(_gate.IsOpen);
        var waiting = _gate.WaitAsync();
        Assert.False(waiting.IsCompleted);
        _gate.Give(1);
        Assert.True(await waiting);
        Assert.True(_gate.IsOpen);
    }

    [Fact]
    [Trait("Limit", "client-pending-bytes")]
    public async Task Too_many_bytes_close_it_until_enough_are_given_back()
    {
        _gate.Take(150);
        var waiting = _gate.WaitAsync();
        Assert.False(waiting.IsCompleted);
        _gate.Give(150);
        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_reader_that_waits_is_told_when_the_gate_closes_for_good()
    {
        _gate.Take(100);
        var waiting = _gate.WaitAsync();
        _gate.Close();
        Assert.False(await waiting);
        Assert.False(await _gate.WaitAsync());
        _gate.Give(100);
        Assert.False(_gate.IsOpen);
    }
}

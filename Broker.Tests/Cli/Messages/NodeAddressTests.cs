using Broker.Cli.Messages;

namespace Broker.Tests.Cli.Messages;

public sealed class NodeAddressTests
{
    [Theory]
    [InlineData("http://localhost:8080", "CC", "ws://localhost:8080/websocket/CC", "http://localhost:8080/sendSocket/CC")]
    [InlineData("https://relay.example/console", "a b/ü", "wss://relay.example/websocket/a%20b%2F%C3%BC", "https://relay.example/sendSocket/a%20b%2F%C3%BC")]
    public void A_topic_has_its_address_on_the_node(string node, string topic, string socket, string publish)
    {
        Assert.Equal(socket, NodeAddress.WebSocket(new Uri(node), topic).AbsoluteUri);
        Assert.Equal(publish, NodeAddress.Publish(new Uri(node), topic).AbsoluteUri);
    }
}

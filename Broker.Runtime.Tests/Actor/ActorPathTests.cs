using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class ActorPathTests
{
    private static readonly ActorPath Root = new RootActorPath(new Address("akka.tcp", "relay", "Host", 4053));

    [Theory]
    [InlineData("akka://relay/user/a", "/user/a", 0)]
    [InlineData("akka.tcp://relay@localhost:4053/user/a/b#17", "/user/a/b", 17)]
    [InlineData("akka.tcp://relay@localhost:4053/", "/", 0)]
    [InlineData("akka.tcp://relay@localhost:4053/user/$a", "/user/$a", 0)]
    public void A_path_is_read_as_it_is_written(string text, string elements, long uid)
    {
        var path = ActorPath.Parse(text);

        Assert.Equal(elements, path.ToStringWithoutAddress());
        Assert.Equal(uid, path.Uid);
        Assert.Equal(text, path.ToSerializationFormat());
    }

    [Theory]
    [InlineData("")]
    [InlineData("user/a")]
    [InlineData("/user/a")]
    [InlineData("http://relay@localhost:1/user")]
    [InlineData("akka.tcp://relay@localhost/user")]
    [InlineData("akka.tcp://relay@localhost:99999/user")]
    [InlineData("akka.tcp://relay@localhost:x/user")]
    [InlineData("akka.tcp://@localhost:1/user")]
    [InlineData("akka://relay/user/a#x")]
    public void What_is_no_path_is_refused(string text) => Assert.False(ActorPath.TryParse(text, out _));

    [Fact]
    public void Paths_are_equal_without_regard_to_the_uid()
    {
        var path = Root / "user" / "a";

        Assert.Equal(path, path.WithUid(3));
        Assert.Equal(path.GetHashCode(), path.WithUid(3).GetHashCode());
        Assert.NotEqual(path, Root / "user" / "b");
        Assert.NotEqual(path, new RootActorPath(new Address("akka", "relay")) / "user" / "a");
    }

    [Fact]
    public void A_path_knows_its_elements_and_parents()
    {
        var path = Root / new[] { "user", "a", "b" };

        Assert.Equal(["user", "a", "b"], path.Elements);
        Assert.Equal(3, path.Depth);
        Assert.Equal("/user/a", path.Parent.ToStringWithoutAddress());
        Assert.Equal("/user", path.ParentOf(1).ToStringWithoutAddress());
        Assert.Equal(Root, path.Root);
        Assert.Equal("host", path.Address.Host);
    }

    [Fact]
    public void A_local_path_is_given_an_address_to_leave_its_process()
    {
        var local = new RootActorPath(new Address("akka", "relay")) / "user" / "a";

        Assert.Equal("akka.tcp://relay@host:4053/user/a#5", local.WithUid(5).ToSerializationFormatWithAddress(Root.Address));
        Assert.Equal("akka://relay/user/a", local.ToString());
    }

    [Fact]
    public void Addresses_are_ordered_and_compared_by_value()
    {
        var a = Address.Parse("akka.tcp://relay@a:1");
        var b = Address.Parse("akka.tcp://relay@a:2");

        Assert.True(Address.Comparer.Compare(a, b) < 0);
        Assert.Equal(a, Address.Parse("akka.tcp://relay@A:1"));
        Assert.NotEqual(a, b);
        Assert.Equal("relay@a:1", a.HostPort());
        Assert.True(new Address("akka", "relay").HasLocalScope);
    }
}

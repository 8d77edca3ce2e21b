using System.Text.Json;
using Broker.Protocol.Access;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Access;

public class IdentityClaimsTests
{
    [Fact]
    public void Claims_say_who_it_is_and_what_is_open()
    {
        var identity = Read("""{"sub":"alice","roles":["a","b"],"keys":"desk","subscribe":["news/#"],"publish":"out","other":{}}""", out var problem)!;

        Assert.Equal("", problem);
        Assert.Equal("alice", identity.Subject);
        Assert.Equal(["a", "b"], identity.Roles.Order(StringComparer.Ordinal));
        Assert.True(identity.OwnsInbox(TopicName.Parse("$inbox/desk")) && identity.OwnsInbox(TopicName.Parse("$inbox/alice")));
        Assert.True(identity.Grants.Allow(TopicAction.Subscribe, TopicName.Parse("news/x")));
        Assert.True(identity.Grants.Allow(TopicAction.Publish, TopicName.Parse("out")));
        Assert.False(identity.Grants.Allow(TopicAction.Publish, TopicName.Parse("news/x")));
    }

    [Fact]
    public void A_subject_that_is_no_key_has_no_inbox()
    {
        var identity = Read("""{"sub":"a+b@example.com"}""", out _)!;

        Assert.True(identity.IsAuthenticated);
        Assert.False(identity.OwnsInbox(TopicName.Parse("$inbox/a")));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"sub":""}""")]
    [InlineData("""{"sub":7}""")]
    [InlineData("""{"sub":null}""")]
    [InlineData("""{"sub":"\ud800"}""")]
    [InlineData("""{"sub":"a","roles":7}""")]
    [InlineData("""{"sub":"a","roles":["x",7]}""")]
    [InlineData("""{"sub":"a","keys":{"a":1}}""")]
    [InlineData("""{"sub":"a","subscribe":["a+"]}""")]
    [InlineData("""{"sub":"a","publish":["$mine"]}""")]
    public void What_is_malformed_makes_nobody(string claims)
    {
        Assert.Null(Read(claims, out var problem));
        Assert.NotEqual("", problem);
    }

    [Fact]
    public void A_subject_is_not_longer_than_a_name() => Assert.Null(Read($$"""{"sub":"{{new string('a', 256)}}"}""", out _));

    private static Identity? Read(string claims, out string problem)
    {
        using var json = JsonDocument.Parse(claims);
        return IdentityClaims.Read(json.RootElement, expires: null, out problem);
    }
}

using Broker.Node.Http;

namespace Broker.Tests.Node.Http;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/sendSocket/CC", "CC")]
    [InlineData("/sendSocket/a/b", "a/b")]
    [InlineData("/sendSocket/a%2Fb", "a/b")]
    [InlineData("/sendSocket/a%252Fb", "a%2Fb")]
    [InlineData("/sendSocket/%E6%96%B0?msg=x", "新")]
    [InlineData("/sendsocket/a+b", "a+b")]
    [InlineData("/sendSocket/../x", "../x")]
    [InlineData("/sendSocket/", "")]
    [InlineData("http://localhost:8080/sendSocket/CC?x", "CC")]
    public void What_follows_a_prefix_is_one_name_decoded_once(string target, string name)
    {
        Assert.True(RequestTarget.Parse(target).TryName("/sendSocket/", out var found));
        Assert.Equal(name, found);
    }

    [Theory]
    [InlineData("/sendSocket/%")]
    [InlineData("/sendSocket/%4")]
    [InlineData("/sendSocket/%zz")]
    [InlineData("/sendSocket/%+1")]
    [InlineData("/sendSocket/%C3")]
    [InlineData("/sendSocket/%C0%AF")]
    [InlineData("/other/CC")]
    [InlineData("*")]
    public void A_broken_name_is_no_name(string target) => Assert.False(RequestTarget.Parse(target).TryName("/sendSocket/", out _));

    [Theory]
    [InlineData("/x?msg=hello", "hello")]
    [InlineData("/x?a=1&msg=a=b&msg=2", "a=b")]
    [InlineData("/x?msg=", "")]
    [InlineData("/x?msg", "")]
    public void The_first_value_of_a_parameter_is_found(string target, string value)
    {
        Assert.True(RequestTarget.Parse(target).TryQuery("msg", out var raw));
        Assert.Equal(value, raw.ToString());
    }

    [Theory]
    [InlineData("/x")]
    [InlineData("/x?")]
    [InlineData("/x?msgs=1")]
    [InlineData("/msg=1")]
    public void A_parameter_that_is_not_given_is_not_found(string target) => Assert.False(RequestTarget.Parse(target).TryQuery("msg", out _));

    [Fact]
    public void Plus_is_a_space_in_a_form_only()
    {
        Assert.True(PercentText.TryDecode("a+b%2B", plusIsSpace: true, out var form));
        Assert.Equal("a b+", form);
        Assert.True(PercentText.TryDecode("a+b%2B", plusIsSpace: false, out var path));
        Assert.Equal("a+b+", path);
    }
}

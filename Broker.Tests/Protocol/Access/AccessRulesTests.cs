using Broker.Protocol.Access;
using Broker.Protocol.Errors;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Access;

public class AccessRulesTests
{
    private static readonly Identity Alice = new("alice", ["editor"], keys: ["desk"], grants: new TopicGrants { Subscribe = [Pattern("mine/#")], Publish = [Pattern("mine/out")] });

    private static readonly AccessRules Rules = new(
        new NamespaceTable(
            Namespace("default", "", [], [], [], []),
            [
                Namespace("open", "open/*", [Audience.AnyoneWord], [Audience.AuthenticatedWord], [Audience.SubscribersWord], ["editor"]),
                Namespace("staff", "staff/*", ["editor"], ["editor", "chief"], [], [Audience.AnyoneWord]),
            ]),
        new Dictionary<string, TopicGrants> { ["editor"] = new() { Publish = [Pattern("news/#")], History = [Pattern("news/#")] } },
        isAuthenticationOn: true,
        letsAnonymousIn: true);

    [Theory]
    [InlineData("open/a", "subscribe publish history presence")]
    [InlineData("staff/a", "subscribe publish presence")]
    [InlineData("mine/a", "subscribe")]
    [InlineData("mine/out", "subscribe publish")]
    [InlineData("news/a", "publish history")]
    [InlineData("other", "")]
    [InlineData("$inbox/alice", "subscribe history presence")]
    [InlineData("$inbox/desk", "subscribe history presence")]
    [InlineData("$inbox/bob", "")]
    [InlineData("$everyone", "")]
    public void A_known_client_may_what_its_token_its_roles_and_the_namespace_allow(string topic, string allowed) => Assert.Equal(allowed, Allowed(Alice, topic));

    [Theory]
    [InlineData("open/a", "subscribe history")]
    [InlineData("staff/a", "presence")]
    [InlineData("mine/a", "")]
    [InlineData("$inbox/alice", "")]
    public void An_unknown_client_may_what_anyone_may(string topic, string allowed) => Assert.Equal(allowed, Allowed(Identity.Anonymous, topic));

    [Fact]
    public void Without_authentication_everyone_may_everything()
    {
        Assert.Equal("subscribe publish history presence", Allowed(Identity.Anonymous, "any", AccessRules.Open));
        Assert.Equal("subscribe publish history presence", Allowed(Identity.Anonymous, "$inbox/bob", AccessRules.Open));
    }

    [Theory]
    [InlineData("mine/#", true)]
    [InlineData("mine/+/x", true)]
    [InlineData("mine*", false)]
    [InlineData("open/*", true)]
    [InlineData("open/+", true)]
    [InlineData("open/#", false)]
    [InlineData("+/a", false)]
    [InlineData("#", false)]
    [InlineData("staff/+", true)]
    [InlineData("$inbox/+", false)]
    public void A_filter_is_open_when_all_that_it_matches_is(string filter, bool expected) => Assert.Equal(expected, Rules.MayFilter(Alice, Pattern(filter)));

    [Fact]
    [Trait("Limit", "message-size")]
    public void A_gate_says_who_the_sender_is_and_how_much_fits()
    {
        var gate = new ClientGate(Rules, Alice, Key("desk"));
        var open = TopicName.Parse("open/a");

        Assert.Null(gate.Publish(open, 128 * 1024, 0));
        Assert.Equal(ErrorCode.TooLarge, gate.Publish(open, (128 * 1024) + 1, 0));
        Assert.Equal(ErrorCode.PermissionDenied, gate.Publish(TopicName.Parse("other"), 1, 0));
        Assert.Equal("""{"sender":"desk","reception":"bob"}""", Signed(gate, "$inbox/bob", """{"reception":"bob","sender":"eve"}"""));
        Assert.Equal("""{"reception":"bob","sender":"eve"}""", Signed(gate, "open/a", """{"reception":"bob","sender":"eve"}"""));
    }

    [Fact]
    public void A_client_that_must_say_who_it_is_may_nothing_before()
    {
        var rules = new AccessRules(Rules.Namespaces, new Dictionary<string, TopicGrants>(), isAuthenticationOn: true, letsAnonymousIn: false);
        var gate = new ClientGate(rules, Identity.Anonymous);
        var open = TopicName.Parse("open/a");

        Assert.True(gate.MustAuthenticate);
        Assert.Equal([ErrorCode.Unauthorized, ErrorCode.Unauthorized, ErrorCode.Unauthorized, ErrorCode.Unauthorized], [gate.Subscribe(open), gate.Publish(open, 1, 0), gate.History(open), gate.Presence(open)]);
        Assert.Null(gate.Identify(Alice, 0));
        Assert.Null(gate.Subscribe(open));
    }

    [Fact]
    public void A_client_stays_who_it_is_and_keeps_its_key()
    {
        var gate = new ClientGate(Rules, Alice, Key("desk"));

        Assert.Equal(ErrorCode.PermissionDenied, gate.Identify(new Identity("bob", []), 0));
        Assert.Equal(ErrorCode.PermissionDenied, gate.Identify(new Identity("alice", []), 0));
        Assert.Null(gate.Identify(new Identity("alice", [], keys: ["desk"]), 0));
        Assert.Equal(ErrorCode.PermissionDenied, gate.Subscribe(TopicName.Parse("staff/a")));
    }

    private static string Allowed(Identity who, string topic, AccessRules? rules = null) => string.Join(
        ' ', Enum.GetValues<TopicAction>().Where(action => (rules ?? Rules).May(who, action, TopicName.Parse(topic))).Select(static action => $"{action}".ToLowerInvariant()));

    private static string Signed(ClientGate gate, string topic, string json) =>
        System.Text.Encoding.UTF8.GetString(gate.Sign(TopicName.Parse(topic), Payload.OfText(System.Text.Encoding.UTF8.GetBytes(json))).Bytes.Span);

    private static NamespaceOptions Namespace(string name, string pattern, string[] subscribe, string[] publish, string[] history, string[] presence) => new()
    {
        Name = name,
        Patterns = pattern.Length == 0 ? [] : [Pattern(pattern)],
        Subscribe = Audience.Of(subscribe, isAuthenticationOn: true),
        Publish = Audience.Of(publish, isAuthenticationOn: true),
        History = Audience.Of(history, isAuthenticationOn: true),
        Presence = Audience.Of(presence, isAuthenticationOn: true),
    };

    private static TopicPattern Pattern(string text) => TopicPattern.TryParse(text, out var pattern) ? pattern : throw new FormatException(text);

    private static ClientKey Key(string text) => ClientKey.TryParse(text, out var key) ? key : throw new FormatException(text);
}

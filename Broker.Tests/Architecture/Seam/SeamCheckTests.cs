using System.Reflection;
using System.Reflection.Emit;

namespace Broker.Tests.Architecture.Seam;

/// <summary>The check finds what it is there for.</summary>
public class SeamCheckTests
{
    private static readonly ApiListing Listing = new(
    [
        "# what a listing looks like",
        "[Akka.Actor]",
        "abstract Thing<T> where T : class, IDisposable : Base<T>, IDisposable",
        "  protected new(int size, params string[] names)",
        "  static Thing<T> Make<TKey>(this Func<TKey, T> make, int? most = null, CancellationToken ct = null) where TKey : class",
        "  abstract bool TryGet(Type key, out ref T value)",
        "  byte Item[int index] { get }",
        "class Base<TItem>",
        "  TItem Last { get set }",
        "  static string Name",
        "class Sys",
        "  void Stop(string name)",
        "  static Sys Instance",
        "interface IHandler",
        "  void Handle(object message)",
        "delegate Task Starter<T>(Sys system, T registry)",
        "enum Kind",
        "  One, Two",
    ]);

    [Fact]
    public void A_listing_is_read_into_types_and_signatures()
    {
        var thing = Listing.Find("Akka.Actor.Thing`1")!;

        Assert.Equal("instance`0 void(int,string[])", Assert.Single(Listing.Members(thing, ".ctor")).Signature);
        Assert.Equal("static`1 Thing<!0>(Func<!!0,!0>,int?,CancellationToken)", Assert.Single(Listing.Members(thing, "Make")).Signature);
        Assert.Equal("instance`0 bool(Type,!0&)", Assert.Single(Listing.Members(thing, "TryGet")).Signature);
        Assert.Equal("instance`0 byte(int)", Assert.Single(Listing.Members(thing, "get_Item")).Signature);
        Assert.Equal("instance`0 void(!0)", Assert.Single(Listing.Members(thing, "set_Last")).Signature);
        Assert.Equal("static field string", Assert.Single(Listing.Members(thing, "Name")).Signature);
        Assert.Equal("instance`0 Task(Sys,!0)", Assert.Single(Listing.Members(Listing.Find("Akka.Actor.Starter`1")!, "Invoke")).Signature);
    }

    [Fact]
    public void The_real_listings_are_all_there()
    {
        var real = ApiListing.Load();

        Assert.True(real.Count > 800, $"{real.Count} types were read.");
        var system = real.Find("Akka.Actor.ActorSystem`0")!;
        Assert.Contains(real.Members(system, "ActorOf"), static member => member.Signature == "instance`0 IActorRef(Props,string)");
        Assert.NotNull(real.Find("Akka.Cluster.ClusterEvent.MemberUp`0"));
        Assert.Contains(real.Members(real.Find("Akka.Actor.ReceiveActor`0")!, "get_Self"), static member => member.Signature == "instance`0 IActorRef()");
    }

    [Fact]
    public void Using_what_is_listed_is_no_problem()
    {
        var engine = Engine("Stop", typeof(string));

        Assert.Empty(Run(SampleAssembly.Broker(code => Call(code, engine, "Stop"))));
    }

    [Fact]
    public void A_type_that_is_not_listed_is_a_problem()
    {
        var engine = SampleAssembly.EngineType("Broker.Runtime.Actor.Invented", TypeAttributes.Class, static type => SampleAssembly.AddMethod(type, "Stop", MethodAttributes.Static, null));

        Assert.Equal(["Akka.Actor.Invented`0: Akka.NET has no such type."], Run(SampleAssembly.Broker(code => code.Emit(OpCodes.Call, engine.GetMethod("Stop")!))));
    }

    [Fact]
    public void A_member_that_is_not_listed_is_a_problem()
    {
        var engine = Engine("StopNow", typeof(string));

        Assert.Equal(["Akka.Actor.Sys`0.StopNow instance`0 void(string): Akka.NET has no such member."], Run(SampleAssembly.Broker(code => Call(code, engine, "StopNow"))));
    }

    [Fact]
    public void A_member_with_another_signature_is_a_problem()
    {
        var engine = Engine("Stop", typeof(int));

        Assert.Equal(["Akka.Actor.Sys`0.Stop instance`0 void(int): Akka.NET has instance`0 void(string)."], Run(SampleAssembly.Broker(code => Call(code, engine, "Stop"))));
    }

    [Fact]
    public void A_field_in_place_of_a_property_is_a_problem()
    {
        var engine = SampleAssembly.EngineType(
            "Broker.Runtime.Actor.Sys", TypeAttributes.Class, static type => SampleAssembly.AddMethod(type, "get_Instance", MethodAttributes.Static, typeof(object)));

        Assert.Equal(
            ["Akka.Actor.Sys`0.get_Instance static`0 object(): Akka.NET has no such member."],
            Run(SampleAssembly.Broker(code => code.Emit(OpCodes.Call, engine.GetMethod("get_Instance")!))));
    }

    [Fact]
    public void An_interface_of_which_Akka_NET_wants_more_is_a_problem()
    {
        var engine = SampleAssembly.EngineType("Broker.Runtime.Actor.IHandler", TypeAttributes.Interface | TypeAttributes.Abstract, static _ => { });

        Assert.Equal(["Derived : Akka.Actor.IHandler`0 must have Handle instance`0 void(object)."], Run(SampleAssembly.Broker(static _ => { }, engine)));
    }

    [Fact]
    public void An_override_of_what_Akka_NET_does_not_have_is_a_problem()
    {
        var engine = SampleAssembly.EngineType("Broker.Runtime.Actor.Sys", TypeAttributes.Class, static type =>
        {
            type.DefineDefaultConstructor(MethodAttributes.Public);
            SampleAssembly.AddMethod(type, "OnStop", MethodAttributes.Virtual | MethodAttributes.NewSlot, null);
        });

        var problems = Run(SampleAssembly.Broker(static _ => { }, engine, static type => SampleAssembly.AddMethod(type, "OnStop", MethodAttributes.Virtual, null)));

        Assert.Equal(["Derived : Akka.Actor.Sys`0 overrides OnStop instance`0 void(), which Akka.NET does not have."], problems.Where(static problem => problem.StartsWith("Derived", StringComparison.Ordinal)));
    }

    private static Type Engine(string method, Type parameter) =>
        SampleAssembly.EngineType("Broker.Runtime.Actor.Sys", TypeAttributes.Class, type => SampleAssembly.AddMethod(type, method, default, null, parameter));

    private static void Call(ILGenerator code, Type engine, string method)
    {
        code.Emit(OpCodes.Ldnull);
        code.Emit(OpCodes.Ldnull);
        code.Emit(OpCodes.Callvirt, engine.GetMethod(method)!);
    }

    private static IReadOnlyList<string> Run(Stream assembly) => SeamCheck.Run(Listing, assembly).Problems;
}

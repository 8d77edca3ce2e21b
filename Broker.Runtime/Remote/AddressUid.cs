using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote;

/// <summary>The number of this incarnation of the system: random, and the same for as long as the process lives.</summary>
public class AddressUid : IExtension
{
    /// <summary>The number; never 0.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "A field in Akka.NET's API.")]
    public readonly int Uid = RandomNumberGenerator.GetInt32(int.MaxValue - 1) + 1;
}

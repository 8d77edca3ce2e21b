using System.Text.Json.Serialization;

namespace Broker.Node.Http;

/// <summary>The JSON of all answers, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(PublishedAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;

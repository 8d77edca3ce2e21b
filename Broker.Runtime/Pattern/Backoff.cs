using Broker.Runtime.Actor;

namespace Broker.Runtime.Pattern;

/// <summary>Options of supervisors that start their child again after growing pauses.</summary>
public static class Backoff
{
    /// <summary>The child is started again when it failed; one that stops by itself ends the supervisor.</summary>
    /// <param name="childProps">What the child is made of.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first pause; each further one doubles.</param>
    /// <param name="maxBackoff">The longest pause.</param>
    /// <param name="randomFactor">By which part a pause is lengthened at random; 0 for not at all.</param>
    /// <param name="maxNrOfRetries">How often; negative for any number.</param>
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffOptionsData(IsOnFailure: true, childProps, childName, minBackoff, maxBackoff, randomFactor)
            .WithMaxNrOfRetries(maxNrOfRetries);

    /// <summary>The child is started again when it has stopped, for whatever reason.</summary>
    /// <inheritdoc cref="OnFailure" />
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffOptionsData(IsOnFailure: false, childProps, childName, minBackoff, maxBackoff, randomFactor)
            .WithMaxNrOfRetries(maxNrOfRetries);
}

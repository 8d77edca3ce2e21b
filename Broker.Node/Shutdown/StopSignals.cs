using System.Runtime.InteropServices;

namespace Broker.Node.Shutdown;

/// <summary>Hears the signals to stop from the first moment of the process on.</summary>
/// <remarks>The host listens for them only when it starts. One that came while it is still built would end the process as if nobody had wanted it to.</remarks>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations = [Listen(PosixSignal.SIGTERM), Listen(PosixSignal.SIGINT)];

    /// <summary>Passes a stop on to the host: what has come already, and what comes.</summary>
    public void Stop(IHostApplicationLifetime host) => _stop.Token.Register(host.StopApplication);

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private PosixSignalRegistration Listen(PosixSignal signal) => PosixSignalRegistration.Create(
        signal,
        context =>
        {
            context.Cancel = true;
            _stop.Cancel();
        });
}

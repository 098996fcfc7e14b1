using Mal.Api;
using Mal.Gate;
using Microsoft.AspNetCore.SignalR;

namespace Mal.Live;

/// <summary>Whatever a method of the hub throws reaches its caller as a sentence, and the log only when it is a fault of ours.</summary>
internal sealed class ClearRefusals(Faults faults) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocation);
        }
        catch (HubException)
        {
            throw;
        }
        catch (Exception malformed) when (malformed is MalformedException or UnknownKeyException)
        {
            throw new HubException(malformed.Message);
        }
        catch (Exception fault)
        {
            if (!Faults.IsAway(fault) && fault is not OperationCanceledException)
            {
                faults.Tell($"hub {invocation.HubMethodName}", fault);
            }
            throw new HubException("Nie wiemy, czy to dotarło. Spróbuj ponownie za chwilę.");
        }
    }
}

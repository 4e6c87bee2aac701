using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ReliTalk;

/// <summary>Registers ReliTalk with a service collection.</summary>
public static class ReliTalkServiceCollectionExtensions
{
    /// <summary>Adds one <see cref="PortraitStudio"/> for the whole application; it logs to the application's logger factory, if there is one.</summary>
    /// <param name="services">The collection to add to.</param>
    /// <param name="options">What all runs share; null takes the defaults.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection AddReliTalk(this IServiceCollection services, PortraitStudioOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Add(ServiceDescriptor.Singleton(provider => new PortraitStudio(options, (ILoggerFactory?)provider.GetService(typeof(ILoggerFactory)))));
        return services;
    }
}

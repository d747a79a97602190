using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Studio.Localization
{
    namespace Models
    {
        /// <summary>Studio's settings of its languages. Only the name is compiled against.</summary>
        public sealed class LocalizationConfig;
    }

    namespace Extensions
    {
        /// <summary>Studio's own registration. Only its name and shape are compiled against.</summary>
        public static class ServiceCollectionExtensions
        {
            /// <summary>Never runs.</summary>
            public static IServiceCollection AddLocalizationModuleCore(
                this IServiceCollection services, Models.LocalizationConfig localizationConfig) =>
                throw new NotSupportedException();
        }
    }
}

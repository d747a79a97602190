using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Cases.Activities;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Cases.Figures;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Cases.Products;
using WorkflowHost.Cases.Work;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Cases;

/// <summary>Cases and how they come in.</summary>
public static class CasesModule
{
    /// <summary>Registers the module.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="categories">The kinds of product that reports may name.</param>
    /// <param name="rules">What each city does with a report.</param>
    public static IServiceCollection AddCases(
        this IServiceCollection services, IEnumerable<ProductCategory> categories, IEnumerable<IntakeRule> rules)
    {
        services.AddSingleton(ActivityType.Of<AssignCaseStep>());
        services.AddSingleton(ActivityType.Of<CloseCaseStep>());
        services.AddSingleton(ActivityType.Of<BeginWork>());
        services.AddSingleton(ActivityType.Of<GatherFigures>());
        services.AddSingleton(ActivityType.Of<RecordConduct>());
        services.AddSingleton<IOutboxHandler, FigureHandler>();
        services.AddSingleton(new ProductCatalogue(categories));
        services.AddSingleton(new IntakeRules(rules));
        services.AddSingleton<ProductBook>();
        services.AddSingleton<CaseIntake>();
        services.AddSingleton<WorkDesk>();
        services.AddSingleton<YearlyWork>();
        services.AddSingleton<ExpertDesk>();
        services.AddSingleton<ProductDesk>();
        services.AddSingleton<ICancellationEffects, CaseTermination>();
        services.AddSingleton<ITestRunEffects, CaseTestEffects>();
        services.AddSingleton<TestCase>();
        return services;
    }
}

using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Quality;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Storage.Rules.Canaries;
using Pharmacovigilance.Storage.Rules.Firing;
using Pharmacovigilance.Storage.Rules.Tiers;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Web.Composition;

/// <summary>The stores are singletons: they hold no state and open a connection per call, while a scope lives as long as a circuit.</summary>
internal static class StoreRegistration
{
    public static IServiceCollection AddClinicalStores(this IServiceCollection services) =>
        services
            .AddSingleton<PatientStore>()
            .AddSingleton<CalendarStore>()
            .AddSingleton<CourseEndStore>()
            .AddSingleton<InfusionStore>()
            .AddSingleton<BedsideCheckStore>()
            .AddSingleton<PremedicationOrderStore>()
            .AddSingleton<RatePlanStore>()
            .AddSingleton<RateTableStore>()
            .AddSingleton<AdverseEventStore>()
            .AddSingleton<EventCourseStore>()
            .AddSingleton<CausalityStore>()
            .AddSingleton<ReportingStore>()
            .AddSingleton<AbsenceStore>()
            .AddSingleton<ObservationStore>()
            .AddSingleton<CtcaeAdoptionStore>()
            .AddSingleton<RegradingStore>()
            .AddSingleton<CtcaeImportStore>()
            .AddSingleton<ReferenceStore>()
            .AddSingleton<VerificationStore>()
            .AddSingleton<BoardStore>()
            .AddSingleton<TallyStore>()
            .AddSingleton<SignalStore>()
            .AddSingleton<MarginStore>()
            .AddSingleton<EvidenceDecisionStore>()
            .AddSingleton<CaseMixStore>()
            .AddSingleton<ControlStore>()
            .AddSingleton<StreamStore>()
            .AddSingleton<AlertStore>()
            .AddSingleton<AlertLoopStore>()
            .AddSingleton<AlertContextStore>()
            .AddSingleton<CanaryStore>()
            .AddSingleton<FiringStore>()
            .AddSingleton<AlertQualityStore>()
            .AddSingleton<RuleTierStore>()
            .AddSingleton<RuleSetStore>()
            .AddSingleton<LocalPolicyStore>()
            .AddSingleton<OutboxStore>()
            .AddSingleton<AlertingPolicyStore>()
            .AddSingleton<OnCallStore>()
            .AddSingleton<ContactStore>()
            .AddSingleton<SilenceStore>()
            .AddSingleton<EscalationStore>()
            .AddSingleton<CallTrailStore>()
            .AddSingleton<DigestStore>()
            .AddSingleton<DeliveryStore>()
            .AddSingleton<AlarmStore>()
            .AddSingleton<UnitSnapshotReader>();
}

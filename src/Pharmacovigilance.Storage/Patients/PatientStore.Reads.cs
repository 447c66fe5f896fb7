using Dapper;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Patients;

/// <summary>Who a patient is, as entered.</summary>
public sealed record PatientDetails
{
    public required string RecordNumber { get; init; }

    public required string FamilyName { get; init; }

    public required string GivenName { get; init; }

    public required DateOnly? BirthDate { get; init; }

    public required Sex Sex { get; init; }

    /// <summary>Somebody has looked: another registered patient of the same name and birth date is another person.</summary>
    public bool IsAnotherPerson { get; init; }
}

/// <summary>A course with its patient as last corrected and its attending physician.</summary>
public sealed record CourseRecord
{
    public required CourseId CourseId { get; init; }

    public required PatientId PatientId { get; init; }

    public required string Code { get; init; }

    public required Regimen Regimen { get; init; }

    public required DateOnly FirstDoseOn { get; init; }

    public required UserId AttendingPhysicianId { get; init; }

    public required string AttendingPhysician { get; init; }

    public required PatientDetails Details { get; init; }

    /// <summary>Of the patient's details; 1 = as registered.</summary>
    public required int Revision { get; init; }

    public required Paraprotein Paraprotein { get; init; }

    /// <summary>0 while the paraprotein is not recorded.</summary>
    public required int ParaproteinRevision { get; init; }

    public Patient Patient =>
        new()
        {
            Id = PatientId,
            RecordNumber = Details.RecordNumber,
            FamilyName = Details.FamilyName,
            GivenName = Details.GivenName,
            BirthDate = Details.BirthDate,
            Sex = Details.Sex,
        };
}

public sealed partial class PatientStore
{
    private const string CourseSql = """
        select c.id as course_id, c.patient_id, c.code, c.regimen, c.first_dose_on, a.physician_id, u.display_name as physician,
               d.record_number, d.family_name, d.given_name, d.birth_date, d.sex, d.revision,
               coalesce(m.heavy_chain, 'Unknown') as heavy_chain, coalesce(m.light_chain, 'Unknown') as light_chain, coalesce(m.revision, 0) as paraprotein_revision
        from course c
        join patient_detail d on d.patient_id = c.patient_id
          and d.revision = (select max(l.revision) from patient_detail l where l.patient_id = c.patient_id)
        join course_attending a on a.course_id = c.id
          and a.revision = (select max(l.revision) from course_attending l where l.course_id = c.id)
        join app_user u on u.id = a.physician_id
        left join patient_paraprotein m on m.patient_id = c.patient_id
          and m.revision = (select max(l.revision) from patient_paraprotein l where l.patient_id = c.patient_id)
        """;

    /// <summary>The refusal of a patient who may be registered already; see <see cref="AlikeAsync"/>.</summary>
    public const string AlikeCode = "patient.alike";

    private const int SearchedWords = 4;

    /// <summary>
    /// Courses each of whose searched words (at most four, in any order) is part of the patient's name, record number or the
    /// course's code; by name, at most <paramref name="take"/>.
    /// </summary>
    public Task<IReadOnlyList<CourseRecord>> SearchAsync(string? text = null, int take = 200) =>
        database.ReadAsync(scope => Search(scope, text, take));

    private static IReadOnlyList<CourseRecord> Search(QueryScope scope, string? text, int take)
    {
        var words = (text ?? "")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Take(SearchedWords)
            .Select(NameSearch.Forms)
            .ToList();
        var parameters = new DynamicParameters(new { take });
        var clauses = new List<string> { "1 = 1" };
        foreach (var (forms, at) in words.Select((forms, at) => (forms, at)))
        {
            var any = forms
                .Distinct(StringComparer.Ordinal)
                .Select((form, n) => (Name: $"word{at}_{n}", Pattern: $"%{Literal(form)}%"))
                .ToList();
            foreach (var (name, pattern) in any)
                parameters.Add(name, pattern);
            clauses.Add(
                $"({string.Join(" or ", any.Select(one => $"d.search_text like @{one.Name} escape '\\' or lower(c.code) like @{one.Name} escape '\\'"))})"
            );
        }

        string where = string.Join(" and ", clauses);
        var all = scope.Query<CourseRow>(
            $"""
            {CourseSql}
            where {where}
            order by d.family_name, d.given_name, c.code
            limit @take
            """,
            parameters
        );
        return [.. all.Select(row => row.ToRecord())];
    }

    /// <summary>Courses of patients who may be the same person: the same name in either alphabet and order, and a birth date that is equal or unknown.</summary>
    public Task<IReadOnlyList<CourseRecord>> AlikeAsync(string family, string given, DateOnly? birthDate) =>
        database.ReadAsync(scope => Alike(scope, family, given, birthDate));

    private static IReadOnlyList<CourseRecord> Alike(
        QueryScope scope,
        string family,
        string given,
        DateOnly? birthDate
    ) =>
        [
            .. scope
                .Query<CourseRow>(
                    $"{CourseSql}\nwhere d.birth_date = @birthDate or d.birth_date is null or @birthDate is null order by c.code",
                    new { birthDate }
                )
                .Where(row => NameSearch.MayBeSame(row.FamilyName, row.GivenName, family, given))
                .Select(row => row.ToRecord()),
        ];

    /// <summary>One course; null when there is none with this id.</summary>
    public Task<CourseRecord?> FindAsync(CourseId courseId) => database.ReadAsync(scope => Find(scope, courseId));

    /// <summary>Every course of the unit, oldest first.</summary>
    internal static IReadOnlyList<CourseId> CourseIds(QueryScope scope) =>
        scope.Query<CourseId>("select id from course order by id");

    internal static CourseRecord? Find(QueryScope scope, CourseId courseId) =>
        scope.FirstOrDefault<CourseRow>($"{CourseSql}\nwhere c.id = @courseId", new { courseId })?.ToRecord();

    /// <summary>With the wildcards of <c>like</c> taken literally.</summary>
    private static string Literal(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);

    private sealed record CourseRow
    {
        public required CourseId CourseId { get; init; }
        public required PatientId PatientId { get; init; }
        public required string Code { get; init; }
        public required Regimen Regimen { get; init; }
        public required DateOnly FirstDoseOn { get; init; }
        public required UserId PhysicianId { get; init; }
        public required string Physician { get; init; }
        public required string RecordNumber { get; init; }
        public required string FamilyName { get; init; }
        public required string GivenName { get; init; }
        public required DateOnly? BirthDate { get; init; }
        public required Sex Sex { get; init; }
        public required int Revision { get; init; }
        public required HeavyChain HeavyChain { get; init; }
        public required LightChain LightChain { get; init; }
        public required int ParaproteinRevision { get; init; }

        public CourseRecord ToRecord() =>
            new()
            {
                CourseId = CourseId,
                PatientId = PatientId,
                Code = Code,
                Regimen = Regimen,
                FirstDoseOn = FirstDoseOn,
                AttendingPhysicianId = PhysicianId,
                AttendingPhysician = Physician,
                Details = new PatientDetails
                {
                    RecordNumber = RecordNumber,
                    FamilyName = FamilyName,
                    GivenName = GivenName,
                    BirthDate = BirthDate,
                    Sex = Sex,
                },
                Revision = Revision,
                Paraprotein = new Paraprotein(HeavyChain, LightChain),
                ParaproteinRevision = ParaproteinRevision,
            };
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WorkflowHost.Persistence.Storage;

/// <summary>
/// How instants are kept: UTC to the millisecond, finer parts cut off. SQLite has no type for them that sorts, so it keeps
/// milliseconds since 1970; PostgreSQL keeps <c>timestamptz</c>.
/// </summary>
internal static class Instants
{
    /// <summary>Stands for "no limit" in columns that lists are ordered by: sorts last on every database.</summary>
    public static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Stands for "has nothing to wait for" in columns of instants on the machine's clock.</summary>
    public static readonly DateTimeOffset AtOnce = DateTimeOffset.UnixEpoch;

    private static readonly ValueConverter<DateTimeOffset, long> AsMilliseconds =
        new(instant => instant.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

    private static readonly ValueConverter<DateTimeOffset, DateTimeOffset> AsUtc =
        new(instant => Cut(instant), stored => stored.ToUniversalTime());

    /// <summary>As it reads back from a column.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    /// <summary>The first millisecond that is not before the instant.</summary>
    public static DateTimeOffset NotBefore(DateTimeOffset instant)
    {
        var cut = Cut(instant);
        return cut < instant ? cut.AddMilliseconds(1) : cut;
    }

    /// <summary>From a column in which <see cref="Never"/> stands for none.</summary>
    public static DateTimeOffset? OrNone(DateTimeOffset stored) => stored == Never ? null : stored;

    /// <summary>Gives every instant of the model its column type.</summary>
    /// <param name="model">All rows, mapped.</param>
    /// <param name="sortable">Whether the database has a type for instants.</param>
    public static void Map(ModelBuilder model, bool sortable)
    {
        ValueConverter converter = sortable ? AsUtc : AsMilliseconds;
        foreach (var property in model.Model.GetEntityTypes().SelectMany(row => row.GetProperties()))
        {
            if (property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?))
            {
                property.SetValueConverter(converter);
            }
        }
    }
}

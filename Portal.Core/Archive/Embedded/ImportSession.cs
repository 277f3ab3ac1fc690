using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <summary>The import of one file: batches of lines, each batch one transaction.</summary>
internal sealed class ImportSession : IDisposable
{
    private const int BatchLines = 5000;
    private const int HeadLength = 4096;

    private readonly string name;
    private readonly TimeProvider clock;
    private readonly long began;
    private readonly SqliteConnection connection;
    private readonly DirectoryWriter directory;
    private readonly MessageWriter messages;
    private readonly QuarantineWriter quarantine;
    private readonly ImportRowParser parser = new();
    private readonly ImportRow row = new();
    private readonly Dictionary<QuarantineReason, long> quarantined = [];
    private readonly IProgress<QuarantinedLine>? setAside;
    private bool inTransaction;
    private long sourceNo;
    private int inBatch;
    private long lines;
    private long written;
    private long memberships;
    private long declarations;
    private long present;

    public ImportSession(ArchiveFile file, string name, TimeProvider clock, IProgress<QuarantinedLine>? setAside)
    {
        this.name = name;
        this.clock = clock;
        this.setAside = setAside;
        began = clock.GetTimestamp();
        connection = file.Connect();
        connection.Run("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;");
        quarantine = new QuarantineWriter(file, connection);
        directory = new DirectoryWriter(file, connection);
        messages = new MessageWriter(connection, directory, connection.Number("SELECT last_sequence FROM archive"));
        Begin();
    }

    /// <param name="committed">Called after each batch with the number of lines so far and how long it took.</param>
    public void Run(ImportLines source, Action<long, TimeSpan> committed, CancellationToken ct)
    {
        sourceNo = SourceNo(source.Head(HeadLength));
        while (source.TryRead(out var line))
        {
            line = line.TrimEnd((byte)'\r');
            if (line.Trim(" \t"u8).IsEmpty) continue;
            Import(line, source.Number);
            if (++inBatch < BatchLines) continue;
            Commit();
            committed(lines, Elapsed);
            ct.ThrowIfCancellationRequested();
            Begin();
        }
    }

    /// <summary>Keeps what was read since the last batch, at the end of the file or where it broke off.</summary>
    public ArchiveImportResult Finish()
    {
        Commit();
        // The planner's statistics: without them it guesses at the size of conversations.
        connection.Run("PRAGMA optimize");
        return new ArchiveImportResult(name, lines, written, directory.NewAccounts, directory.NewConversations, memberships, declarations, present,
            quarantined.ToImmutableSortedDictionary(), Elapsed);
    }

    public void Dispose()
    {
        if (inTransaction) connection.Run("ROLLBACK");
        messages.Dispose();
        directory.Dispose();
        quarantine.Dispose();
        connection.Dispose();
    }

    private TimeSpan Elapsed => clock.GetElapsedTime(began);

    private void Import(ReadOnlySpan<byte> line, long number)
    {
        lines++;
        try
        {
            parser.Parse(line, row);
            switch (row.Record)
            {
                case ImportRecord.Message: ImportMessage(line, number); break;
                case ImportRecord.Account: Count(directory.Declare(row), ref declarations); break;
                case ImportRecord.Conversation: Count(directory.Declare(row.ConversationId!, row.Kind), ref declarations); break;
                default: Count(directory.Join(row), ref memberships); break;
            }
        }
        catch (UnusableRowException cause)
        {
            SetAside(line, number, cause.Reason, cause.Message);
        }
    }

    private void ImportMessage(ReadOnlySpan<byte> line, long number)
    {
        switch (messages.Write(row, quarantine.TagOf(line), sourceNo, number))
        {
            case MessageWritten.New: written++; break;
            case MessageWritten.AlreadyPresent: present++; break;
            case MessageWritten.RepeatedSameContent: SetAside(line, number, QuarantineReason.RepeatedIdSameContent, "message_id came before, on an identical line"); break;
            default: SetAside(line, number, QuarantineReason.RepeatedIdOtherContent, "message_id came before, on a line that differs"); break;
        }
    }

    private void Count(bool isNew, ref long counter)
    {
        if (isNew) counter++;
        else present++;
    }

    private void SetAside(ReadOnlySpan<byte> line, long number, QuarantineReason reason, string detail)
    {
        if (!quarantine.Keep(sourceNo, number, line, reason, detail, clock.GetUtcNow()))
        {
            present++;
            return;
        }
        quarantined[reason] = quarantined.GetValueOrDefault(reason) + 1;
        setAside?.Report(new QuarantinedLine(name, number, reason, detail));
    }

    /// <summary>A file is known by its name and how it begins: moved, or grown by new lines at its end, it is still the same.</summary>
    private long SourceNo(ReadOnlySpan<byte> head)
    {
        // Only whole first lines count, so that a short file that grows keeps its beginning.
        var firstLine = head.IndexOf((byte)'\n') is >= 0 and var feed ? head[..feed] : head;
        var tag = quarantine.TagOf(firstLine);
        connection.Run("INSERT INTO source (name, head_tag) VALUES ($name, $tag) ON CONFLICT DO NOTHING", ("$name", name), ("$tag", tag));
        return connection.Number("SELECT source_no FROM source WHERE name = $name AND head_tag = $tag", ("$name", name), ("$tag", tag));
    }

    // In SQL, not by SqliteTransaction: prepared statements then outlive their batch.
    private void Begin()
    {
        connection.Run("BEGIN IMMEDIATE");
        inTransaction = true;
    }

    private void Commit()
    {
        connection.Run("UPDATE archive SET last_sequence = $last", ("$last", messages.LastSequence));
        connection.Run("COMMIT");
        inTransaction = false;
        inBatch = 0;
    }
}

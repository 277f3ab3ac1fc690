namespace Portal.Core.Archive.Embedded;

/// <summary>
/// The archive's tables. Times are UTC ticks; accounts and conversations have small integer keys, so that the clustered rows
/// stay narrow. Texts are sealed: no column of this file holds one in the clear.
/// </summary>
internal static class ArchiveSchema
{
    public const int Format = 1;

    /// <summary>Stands in <c>left_at</c> and <c>until_at</c> for "still": comparisons then need no case for null.</summary>
    public const long Still = long.MaxValue;

    /// <summary>The sender of a line that no account wrote, such as a server's notice.</summary>
    public const long NoSender = 0;

    public const string Create = """
        CREATE TABLE archive (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            format INTEGER NOT NULL,
            archive_id TEXT NOT NULL,
            sealed_key BLOB NOT NULL,
            last_sequence INTEGER NOT NULL);

        CREATE TABLE account (
            account_no INTEGER PRIMARY KEY,
            account_id TEXT NOT NULL UNIQUE,
            declared INTEGER NOT NULL,
            handle TEXT NOT NULL, handle_normal TEXT NOT NULL,
            display_name TEXT,
            email TEXT, email_normal TEXT,
            phone TEXT, phone_normal TEXT,
            created_at INTEGER);
        CREATE INDEX account_by_handle ON account (handle_normal);
        CREATE INDEX account_by_email ON account (email_normal) WHERE email_normal IS NOT NULL;
        CREATE INDEX account_by_phone ON account (phone_normal) WHERE phone_normal IS NOT NULL;

        CREATE TABLE account_handle (
            account_no INTEGER NOT NULL, from_at INTEGER NOT NULL, until_at INTEGER NOT NULL,
            handle TEXT NOT NULL, handle_normal TEXT NOT NULL,
            PRIMARY KEY (account_no, from_at, handle)) WITHOUT ROWID;
        CREATE INDEX account_handle_by_handle ON account_handle (handle_normal, from_at, until_at);

        CREATE TABLE conversation (
            conversation_no INTEGER PRIMARY KEY,
            conversation_id TEXT NOT NULL UNIQUE,
            kind TEXT,
            sealed_key BLOB NOT NULL);

        CREATE TABLE membership (
            conversation_no INTEGER NOT NULL, account_no INTEGER NOT NULL, joined_at INTEGER NOT NULL, left_at INTEGER NOT NULL,
            PRIMARY KEY (conversation_no, account_no, joined_at)) WITHOUT ROWID;
        CREATE INDEX membership_by_account ON membership (account_no, conversation_no, joined_at, left_at);

        CREATE TABLE message (
            sender_no INTEGER NOT NULL, sent_at INTEGER NOT NULL, sequence INTEGER NOT NULL,
            conversation_no INTEGER NOT NULL,
            message_id TEXT NOT NULL,
            type TEXT NOT NULL,
            recipients TEXT,
            edited_at INTEGER, edited_by INTEGER, versions INTEGER NOT NULL,
            deleted_at INTEGER, deleted_by INTEGER,
            media_id TEXT, media_sha256 TEXT,
            lang TEXT, thread TEXT, precision TEXT, source_seq INTEGER,
            body BLOB NOT NULL,
            content_tag BLOB NOT NULL, source_no INTEGER NOT NULL, source_line INTEGER NOT NULL,
            PRIMARY KEY (sender_no, sent_at, sequence)) WITHOUT ROWID;
        CREATE UNIQUE INDEX message_by_id ON message (message_id);
        CREATE INDEX message_by_conversation ON message (conversation_no, sent_at, sequence);

        CREATE TABLE delivery (
            recipient_no INTEGER NOT NULL, sent_at INTEGER NOT NULL, sequence INTEGER NOT NULL,
            sender_no INTEGER NOT NULL, conversation_no INTEGER NOT NULL,
            PRIMARY KEY (recipient_no, sent_at, sequence)) WITHOUT ROWID;

        CREATE TABLE message_version (
            sequence INTEGER NOT NULL, version INTEGER NOT NULL,
            replaced_at INTEGER NOT NULL, replaced_by INTEGER,
            body BLOB NOT NULL,
            PRIMARY KEY (sequence, version)) WITHOUT ROWID;

        CREATE TABLE source (source_no INTEGER PRIMARY KEY, name TEXT NOT NULL, head_tag BLOB NOT NULL, UNIQUE (name, head_tag));

        CREATE TABLE quarantine (
            source_no INTEGER NOT NULL, line INTEGER NOT NULL, content_tag BLOB NOT NULL,
            reason TEXT NOT NULL, detail TEXT NOT NULL, reported_at INTEGER NOT NULL,
            raw BLOB NOT NULL,
            PRIMARY KEY (source_no, line, content_tag)) WITHOUT ROWID;
        """;
}

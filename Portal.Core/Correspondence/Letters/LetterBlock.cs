using System.Collections.Immutable;

namespace Portal.Core.Correspondence.Letters;

/// <summary>A piece of a letter or certificate: one source for HTML, plain text and PDF. Texts are plain, never markup.</summary>
public abstract record LetterBlock
{
    private protected LetterBlock()
    {
    }
}

/// <summary>A heading, level 1 or 2.</summary>
public sealed record HeadingBlock(int Level, string Text) : LetterBlock;

/// <summary>A paragraph. <c>\n</c> in the text is a line break.</summary>
public sealed record ParagraphBlock(string Text) : LetterBlock;

/// <summary>Words of a person, set apart from ours. <c>\n</c> in the text is a line break.</summary>
public sealed record QuoteBlock(string Text) : LetterBlock;

/// <summary>A list of points.</summary>
public sealed record ListBlock(ImmutableArray<string> Items) : LetterBlock
{
    public bool Equals(ListBlock? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Aggregate(0, HashCode.Combine);
}

/// <summary>Rows of a key and its value.</summary>
public sealed record RowsBlock(ImmutableArray<LetterRow> Rows) : LetterBlock
{
    public bool Equals(RowsBlock? other) => other is not null && Rows.SequenceEqual(other.Rows);

    public override int GetHashCode() => Rows.Aggregate(0, HashCode.Combine);
}

/// <summary>One row of a <see cref="RowsBlock"/>.</summary>
public sealed record LetterRow(string Key, string Value);

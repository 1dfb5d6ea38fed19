"""The tables, as SQLModel classes: they alone define the schema.

`db/schema.sql` and `sqlite/columns.py` are made of them. No command loads them; they are there for programs of the user's
own that ask the library in their words (`Library.session`). `uid` names a row on every machine; ids differ.

The full-text index is the one exception: SQLModel cannot say it, so `db/migrations` does (see `fulltext_index.py`).
"""

from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from readinglist.store.file_tables import Attachment, AttachmentPage, AttachmentText, Broken, Passage, SourceText

_REFERRING = "lower(name) IN ('crossref', 'xdata', 'xref', 'related', 'entryset')"


class Source(SQLModel, table=True):
    """One thing that can be read and cited.

    The columns after `type` are derived from its fields.
    """

    __tablename__: ClassVar[str] = "source"
    __table_args__ = (Index("ix_source_type", text("lower(type)")), Index("ix_source_venue", text("lower(venue)")))

    id: int | None = Field(default=None, primary_key=True)
    key: str
    key_folded: str = Field(unique=True)
    pinned: bool
    type: str
    title: str
    title_folded: str = Field(index=True)
    byline: str
    byline_folded: str = Field(index=True)
    venue: str
    date: str = Field(index=True)
    year: int | None = Field(index=True)
    fingerprint: str = Field(index=True)
    status: str = Field(index=True)
    via_id: int | None = Field(foreign_key="source.id", index=True)
    why: str
    priority: int = Field(index=True)
    queued: str
    added: str = Field(index=True)
    changed: str = Field(index=True)
    origin: str = Field(default="", sa_column_kwargs={"server_default": ""})
    fetched: str = Field(default="", sa_column_kwargs={"server_default": ""})
    uid: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Alias(SQLModel, table=True):
    """A former key of a source, which resolves for ever."""

    __tablename__: ClassVar[str] = "alias"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    position: int
    key: str
    key_folded: str = Field(unique=True)


class EntryField(SQLModel, table=True):
    """A field of an entry.

    Its BibTeX source to the byte, and a plain copy.
    """

    __tablename__: ClassVar[str] = "field"
    __table_args__ = (
        UniqueConstraint("source_id", "position"),
        Index("ix_field_parent", "plain", sqlite_where=text(_REFERRING)),
    )

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    position: int
    name: str
    raw: str
    plain: str


class Macro(SQLModel, table=True):
    """A `@string` that a field of the source uses."""

    __tablename__: ClassVar[str] = "macro"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    position: int
    name: str
    value: str


class Contributor(SQLModel, table=True):
    """A person or body in a role.

    `folded` is the whole name for comparing.
    """

    __tablename__: ClassVar[str] = "contributor"
    __table_args__ = (
        UniqueConstraint("source_id", "position"),
        Index("ix_contributor_role", "role", "source_id", sqlite_where=text("role <> 'author'")),
    )

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    position: int
    role: str
    family: str
    given: str
    prefix: str
    suffix: str
    literal: str
    folded: str


class Identifier(SQLModel, table=True):
    """A scheme and its normalised value."""

    __tablename__: ClassVar[str] = "identifier"
    __table_args__ = (Index("ix_identifier_value", "value", "scheme"),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    position: int
    scheme: str
    value: str


class Tag(SQLModel, table=True):
    """A label on a source; `a/b` is below `a`."""

    __tablename__: ClassVar[str] = "tag"
    __table_args__ = (
        Index("ix_tag_folded", "folded", "name", "source_id"),
        Index("ix_tag_source", "source_id", "position", "name"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    position: int
    name: str
    folded: str


class Note(SQLModel, table=True):
    """What the reader wrote or quoted.

    `number` counts up from 1 within the source; `highlight` is JSON of what was marked in a file, where it was made of that.
    """

    __tablename__: ClassVar[str] = "note"
    __table_args__ = (UniqueConstraint("source_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    number: int
    text: str
    quote: str
    locator: str
    public: bool
    created: str
    uid: str = Field(default="", sa_column_kwargs={"server_default": ""})
    highlight: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Link(SQLModel, table=True):
    """A relation from one source to another."""

    __tablename__: ClassVar[str] = "link"
    __table_args__ = (
        UniqueConstraint("source_id", "relation", "target_id"),
        Index("ix_link_relation", "relation", "source_id", "target_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    relation: str
    target_id: int = Field(foreign_key="source.id", index=True)
    added: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Claim(SQLModel, table=True):
    """A statement that a source makes.

    `number` is never given twice within the source, `former` has old names, folded.

    The columns from `state` to `line` say where the quote stands in the source's text; `sha256` is that of the file
    that has it, empty for a text without one.
    """

    __tablename__: ClassVar[str] = "claim"
    __table_args__ = (UniqueConstraint("source_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    number: int
    statement: str
    quote: str
    locator: str
    verdict: str
    note: str
    state: str
    start: int
    page: str
    line: int
    former: str
    created: str
    uid: str = Field(default="", sa_column_kwargs={"server_default": ""})
    sha256: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Evidence(SQLModel, table=True):
    """What a source (`source_id`) says to a claim.

    `number` counts from 1 within the claim.
    """

    __tablename__: ClassVar[str] = "evidence"
    __table_args__ = (UniqueConstraint("claim_id", "number"), Index("ix_evidence_stance", "stance", "source_id"))

    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id")
    number: int
    source_id: int = Field(foreign_key="source.id", index=True)
    stance: str
    quote: str
    locator: str
    note: str
    checked: bool
    state: str
    start: int
    page: str
    line: int
    created: str
    uid: str = Field(default="", sa_column_kwargs={"server_default": ""})
    sha256: str = Field(default="", sa_column_kwargs={"server_default": ""})


class ClaimNumber(SQLModel, table=True):
    """The highest number that a claim under a key ever had. No operation takes it back."""

    __tablename__: ClassVar[str] = "claim_number"

    key_folded: str = Field(primary_key=True)
    last: int


class Latecomer(SQLModel, table=True):
    """A source that was added, elsewhere, before one that the library had already; where there is none, ids are in order."""

    source_id: int = Field(primary_key=True)


class Origin(SQLModel, table=True):
    """Who gave a field its value, where it is another than who gave the source its values, and what was last fetched."""

    __tablename__: ClassVar[str] = "origin"
    __table_args__ = (UniqueConstraint("source_id", "field"),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    field: str
    agent: str
    at: str
    base: str | None


class Mark(SQLModel, table=True):
    """What the library says of a source by itself.

    That it is unresolved, or was retracted.
    """

    __tablename__: ClassVar[str] = "mark"
    __table_args__ = (UniqueConstraint("source_id", "name"), Index("ix_mark_name", "name", "source_id"))

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    name: str
    detail: str
    at: str


class Counterpart(SQLModel, table=True):
    """What a source is called in another library, and what that last said of it, as JSON."""

    __tablename__: ClassVar[str] = "counterpart"
    __table_args__ = (UniqueConstraint("library", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    library: str
    name: str
    said: str


class Operation(SQLModel, table=True):
    """One command's changes.

    `state` is done, undone, or gone (undone and then left behind by another change). `author` is empty for whoever has the
    file; `base` is the operation of another library on which it was made, where there is one; `place` is that in the log.
    """

    __tablename__: ClassVar[str] = "operation"

    id: int | None = Field(default=None, primary_key=True)
    at: str
    summary: str
    state: str = Field(index=True)
    uid: str = Field(default="", sa_column_kwargs={"server_default": ""})
    author: str = Field(default="", sa_column_kwargs={"server_default": ""})
    base: int | None = None
    place: int = Field(default=0, index=True, sa_column_kwargs={"server_default": "0"})


class Change(SQLModel, table=True):
    """What an operation did to rows `first_id` to `last_id` of a table: JSON of what stood before and after.

    An insert has no `before`, a removal no `after`; an insert's `after` is only filled in when it is undone.
    """

    __tablename__: ClassVar[str] = "change"

    id: int | None = Field(default=None, primary_key=True)
    operation_id: int = Field(foreign_key="operation.id", index=True)
    kind: str
    table_name: str
    first_id: int
    last_id: int
    before: str | None
    after: str | None


class Rewriting(SQLModel, table=True):
    """A document that an operation rewrote.

    Where it is, what it held before and after, and the seal of the machine that rewrote it.
    """

    __tablename__: ClassVar[str] = "rewriting"

    id: int | None = Field(default=None, primary_key=True)
    operation_id: int = Field(foreign_key="operation.id", index=True)
    path: str
    before: bytes
    after: bytes
    seal: str = Field(default="", sa_column_kwargs={"server_default": ""})


CHILDREN = (
    Alias,
    EntryField,
    Macro,
    Contributor,
    Identifier,
    Tag,
    Note,
    Link,
    Origin,
    Mark,
    Counterpart,
    Evidence,
    Claim,
    SourceText,
    Attachment,
    Passage,
)
LOGGED = (Source, *CHILDREN, Broken)
# What follows from files, and is kept past the log.
READ = (AttachmentText, AttachmentPage)

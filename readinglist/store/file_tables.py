"""The tables of files: those that belong to sources with what was read in them, and those that sources came from."""

from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class SourceText(SQLModel, table=True):
    """The text of a source, in which quotes are looked for.

    Form feeds part its pages, `labels` names them; its words are found by its `sha256`, as those of files are.
    """

    __tablename__: ClassVar[str] = "source_text"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", unique=True)
    name: str
    labels: str
    text: str
    added: str
    sha256: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})


class Attachment(SQLModel, table=True):
    """A file of a source.

    `number` is never given twice within the source as long as it is there. `path` is below the library's folder of files, or, of
    one that is `linked`, where it is. What is in it is known by its `sha256`; `marks` are
    the names of those marks in it of which notes were made.
    """

    __tablename__: ClassVar[str] = "attachment"
    __table_args__ = (
        UniqueConstraint("source_id", "number"),
        Index("ix_attachment_kind", "kind", "source_id"),
        Index("ix_attachment_path", "path"),
        Index("ix_attachment_sha256", "sha256", "source_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    number: int
    kind: str
    label: str
    name: str
    path: str
    linked: bool
    sha256: str
    size: int
    url: str
    fetched: str
    archived: str
    pages: str
    added: str
    uid: str = Field(default="", sa_column_kwargs={"server_default": ""})
    marks: str = Field(default="", sa_column_kwargs={"server_default": ""})


class AttachmentText(SQLModel, table=True):
    """What was read in a file, by its SHA-256: it follows from the file, so that no operation takes it back."""

    __tablename__: ClassVar[str] = "attachment_text"

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    state: str
    message: str
    reader: str
    labelled: str
    facts: str
    at: str


class AttachmentPage(SQLModel, table=True):
    """A page of what was read in a file; `number` counts from 0, `label` is as it is printed."""

    __tablename__: ClassVar[str] = "attachment_page"
    __table_args__ = (UniqueConstraint("text_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    text_id: int = Field(foreign_key="attachment_text.id")
    number: int
    label: str
    text: str


class Broken(SQLModel, table=True):
    """A piece of a file that could not be read as an entry, kept verbatim until it is mended."""

    __tablename__: ClassVar[str] = "broken"

    id: int | None = Field(default=None, primary_key=True)
    file: str
    line: int
    message: str
    raw: str
    added: str


class Passage(SQLModel, table=True):
    """A stretch of an imported file, in its order.

    An entry as it was written, or what stood between two.
    """

    __tablename__: ClassVar[str] = "passage"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int | None = Field(foreign_key="source.id", index=True)
    file: int = Field(index=True)
    text: str

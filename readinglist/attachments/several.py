"""Reads the words of several files, two at a time where the machine has the processors for it."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from typing import TYPE_CHECKING

from readinglist.attachments.reading import TextReader
from readinglist.util.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from readinglist.attachments.contents import Content
    from readinglist.model.attachment import FileText

    Asked = tuple[Path, Content]

_MOST = 2  # processes that read; more would be felt in memory
_WORTH_IT = 3  # files, from where on a second process is faster than it takes to start
_AHEAD = 4  # files that are read before they are asked for


def read_each(wanted: Sequence[Asked]) -> Iterator[FileText | UnreadableFile]:
    """Yield the text of each file, in order, or why it cannot be read; some are read ahead while the caller keeps others."""
    count = min(_MOST, os.cpu_count() or 1) if len(wanted) >= _WORTH_IT else 1
    with ExitStack() as stack:
        free: SimpleQueue[TextReader] = SimpleQueue()
        for _ in range(count):
            free.put(stack.enter_context(TextReader()))
        pool = stack.enter_context(ThreadPoolExecutor(count))
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        waiting: deque[Future[FileText | UnreadableFile]] = deque()
        for one in wanted:
            waiting.append(pool.submit(_read, free, one))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(free: SimpleQueue[TextReader], asked: Asked) -> FileText | UnreadableFile:
    reader = free.get()
    try:
        return reader.read(*asked)
    except UnreadableFile as error:
        return error
    finally:
        free.put(reader)

"""From bytes to text, by each of the three policies."""

from __future__ import annotations

import pytest

from readinglist.util import encoding


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_strict_reads_utf_8_and_what_a_byte_order_mark_says(codec: str) -> None:
    data = "Füße\r\n".encode(codec)
    found = encoding.strict(data)
    assert found.text == "Füße\r\n"
    assert found.encoded(found.text) == data


@pytest.mark.parametrize("data", ["Füße".encode("cp1252"), b"\xff\xfea", b"\xef\xbb\xbf\xfc"])
def test_strict_refuses_everything_else(data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        encoding.strict(data)


@pytest.mark.parametrize(
    ("data", "text", "notice"),
    [
        ("“Füße”".encode(), "“Füße”", ""),
        ("“Füße”".encode("utf-16"), "“Füße”", ""),
        ("“Füße”".encode("cp1252"), "“Füße”", "Windows-1252"),
        (b"\x81\xe9", "\x81é", "Latin-1"),
    ],
)
def test_lenient_reads_old_encodings_and_says_so(data: bytes, text: str, notice: str) -> None:
    found, said = encoding.lenient(data)
    assert found == text
    assert notice in said
    assert bool(said) == bool(notice)


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Füße".encode(), "", "Füße"),
        ("Füße".encode("cp1252"), "", "Füße"),
        (b"\xef\xbb\xbf" + "Füße".encode(), "iso-8859-1", "Füße"),
        ("Füße".encode("utf-16"), "utf-8", "Füße"),
        ("\x93Füße\x94".encode("latin-1"), "ISO-8859-1", "“Füße”"),
        ("Füße".encode(), "iso-8859-1", "FÃ¼ÃŸe"),
        ("Füße".encode("cp1252"), "utf-8", "F\ufffd\ufffde"),
        ('<meta charset="windows-1251">Лист'.encode("cp1251"), "", '<meta charset="windows-1251">Лист'),
        ("読む".encode("shift_jis"), "Shift_JIS", "読む"),
        (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"),
        (b"abc", "unicode_escape", "abc"),
        (b"abc", "no-such-name", "abc"),
        ("Füße".encode()[:-3], "utf-8", "Fü"),
    ],
)
def test_the_encoding_is_what_mark_server_and_page_say(content: bytes, charset: str, text: str) -> None:
    assert encoding.declared(content, charset) == text
